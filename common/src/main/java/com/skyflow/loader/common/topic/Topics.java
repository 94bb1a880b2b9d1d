package com.skyflow.loader.common.topic;

import com.skyflow.loader.common.vault.VaultName;

/**
 * Every name that the loader uses in Kafka. All begin with the prefix, so that one ACL by prefix covers them.
 *
 * @param prefix first part of every name, {@code byot} by default
 */
public record Topics(String prefix) {
    public Topics {
        if (!prefix.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("'" + prefix + "' (expected: 1 to 64 letters, digits, _ and -)");
        }
    }

    /** Rows on their way to a vault. */
    public String rows(VaultName vault) {
        return prefix + '.' + vault;
    }

    /** Rows of a vault that were given up. */
    public String deadLetters(VaultName vault) {
        return prefix + '.' + vault + ".dead-letter";
    }

    /** Rows of a vault that failed again after the allowed replays. */
    public String parked(VaultName vault) {
        return prefix + '.' + vault + ".parked";
    }

    /** Checkpoints of the extractors. */
    public String runs() {
        return prefix + ".runs";
    }

    /** Outcomes of the uploaders. */
    public String outcomes() {
        return prefix + ".outcomes";
    }

    /** Accounts, written by the monitor. */
    public String ledger() {
        return prefix + ".ledger";
    }

    /** The application, and consumer group, that sums up the ledger. */
    public String ledgerApplication() {
        return prefix + "-ledger";
    }

    /** Where that application keeps its store of a name. */
    public String ledgerChangelog(String store) {
        return ledgerApplication() + '-' + store + "-changelog";
    }

    /** What processes say of themselves, the latest of each. */
    public String instances() {
        return prefix + ".instances";
    }

    /** The consumer group of a vault's uploaders. */
    public String uploaderGroup(VaultName vault) {
        return prefix + "-uploader-" + vault;
    }

    /** The transactional id that fences every earlier extractor of a vault. */
    public String extractorTransactionalId(VaultName vault) {
        return prefix + "-extractor-" + vault;
    }

    /** The transactional id of one uploader instance, the same after its restart. */
    public String uploaderTransactionalId(VaultName vault, String instance) {
        return prefix + "-uploader-" + vault + '-' + instance;
    }

    /** The transactional id of whatever replays, parks or purges dead letters of a vault: a later one fences an earlier. */
    public String deadLettersTransactionalId(VaultName vault) {
        return prefix + "-dead-letters-" + vault;
    }
}
