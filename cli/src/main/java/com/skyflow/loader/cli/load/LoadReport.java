package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Checkpoint.State;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.monitor.errorlog.ErrorLogs;
import com.skyflow.loader.uploader.health.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sums up a load when it has ended: the ledger, what is pending, the error logs, and what went wrong. */
record LoadReport(KafkaClients clients, LoadPlan plan, Instant startedAt, boolean stopped) {
    LoadResult result(Map<VaultName, VaultExtraction> extractions, Map<VaultName, VaultUpload> uploads) {
        try (LedgerLog log = new LedgerLog(clients)) {
            Ledger ledger = log.read();
            List<VaultResult> results = new ArrayList<>();
            for (VaultConfig vault : plan.vaults()) {
                results.add(result(
                        vault.name(),
                        log,
                        ledger,
                        Optional.ofNullable(extractions.get(vault.name())),
                        Optional.ofNullable(uploads.get(vault.name()))));
            }
            return new LoadResult(results, Duration.between(startedAt, Instant.now()));
        }
    }

    private VaultResult result(
            VaultName vault,
            LedgerLog log,
            Ledger ledger,
            Optional<VaultExtraction> extraction,
            Optional<VaultUpload> upload) {
        Optional<Checkpoint> run = extraction
                .map(VaultExtraction::checkpoint)
                .or(() -> ledger.latestRunOf(vault))
                .flatMap(latest ->
                        ledger.account(new LedgerKey(latest.run(), vault)).checkpoint());
        Balance balance = run.map(latest -> Balance.measure(clients, log, latest.key()))
                .orElse(new Balance(Account.EMPTY, 0, false));
        Ending ending = new Ending();
        extraction.flatMap(VaultExtraction::await).ifPresent(ending::failed);
        upload.ifPresent(ending::take);
        if (run.isPresent()) {
            ending.judge(vault, balance, upload.isPresent());
        }
        Optional<Path> errorLog = run.filter(latest ->
                        balance.account().deadLetters() + balance.account().rejected() > 0)
                .flatMap(latest -> new ErrorLogs(clients, plan.errorLogValues()).write(latest, plan.folder()));
        return new VaultResult(
                vault,
                balance.account().checkpoint().or(() -> run),
                balance,
                upload.flatMap(VaultUpload::status),
                errorLog,
                ending.problems,
                ExitCode.weightiest(ending.reasons));
    }

    /** Collects why a vault's load did not come to a good end. */
    private static final class Ending {
        private final List<String> problems = new ArrayList<>();
        private final List<ExitCode> reasons = new ArrayList<>();

        void failed(LoaderException failure) {
            problems.add(failure.sentence());
            reasons.add(failure.exitCode());
        }

        void take(VaultUpload upload) {
            try {
                upload.await().ifPresent(this::stopped);
            } catch (LoaderException e) {
                failed(e);
            }
        }

        private void stopped(Stop stop) {
            problems.add(stop.sentence());
            reasons.add(stop.exitCode());
        }

        void judge(VaultName vault, Balance balance, boolean uploading) {
            Account account = balance.account();
            if (balance.contradicts()) {
                problems.add(String.format(
                        Locale.ROOT,
                        "The account of vault %s does not balance: %,d rows should be pending in its topic, but %,d are. A record was deleted or another program wrote to the topics.",
                        vault,
                        account.outstanding(),
                        balance.pending()));
                reasons.add(ExitCode.STOPPED);
            }
            boolean read = account.checkpoint()
                    .filter(run -> run.state() != State.EXTRACTING)
                    .isPresent();
            if (!read || (uploading && balance.pending() > 0)) {
                reasons.add(ExitCode.UNFINISHED);
            }
            if (account.deadLetters() + account.rejected() > 0) {
                reasons.add(ExitCode.DEAD_LETTERS);
            }
        }
    }
}
