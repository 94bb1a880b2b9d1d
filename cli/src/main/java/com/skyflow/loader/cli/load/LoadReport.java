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
import com.skyflow.loader.monitor.pending.Balance;
import com.skyflow.loader.uploader.health.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sums up a load when it has ended: the ledger, what is pending, the error logs, and what went wrong. */
record LoadReport(KafkaClients clients, LoadPlan plan, Instant startedAt, boolean stopped) {
    LoadResult result(LedgerLog log, Map<VaultName, VaultExtraction> extractions, Map<VaultName, VaultUpload> uploads) {
        Map<VaultName, LedgerKey> runs = runs(log.read(), extractions);
        Map<LedgerKey, Balance> balances = balances(log, runs.values(), uploads.values());
        List<VaultResult> results = plan.vaults().stream()
                .map(VaultConfig::name)
                .map(vault -> result(
                        vault,
                        Optional.ofNullable(runs.get(vault)).map(balances::get),
                        Optional.ofNullable(extractions.get(vault)),
                        Optional.ofNullable(uploads.get(vault))))
                .toList();
        return new LoadResult(results, Duration.between(startedAt, Instant.now()));
    }

    private Map<LedgerKey, Balance> balances(
            LedgerLog log, Collection<LedgerKey> runs, Collection<VaultUpload> uploads) {
        if (stopped || uploads.isEmpty()) {
            // Millions of rows may be left: there is no time to count them, or it is for status to do.
            return Balance.assume(log, runs);
        }
        try {
            return Balance.measure(clients, log, runs);
        } catch (LoaderException e) {
            if (uploads.stream().allMatch(upload -> upload.stopped().isEmpty())) {
                throw e;
            }
            // Why an upload was stopped is to be told, and may be why nothing can be counted.
            return Balance.assume(log, runs);
        }
    }

    /** The run that was loaded for each vault, or the latest one; none for a vault that was never loaded. */
    private Map<VaultName, LedgerKey> runs(Ledger ledger, Map<VaultName, VaultExtraction> extractions) {
        Map<VaultName, LedgerKey> runs = new LinkedHashMap<>();
        for (VaultConfig vault : plan.vaults()) {
            Optional.ofNullable(extractions.get(vault.name()))
                    .map(VaultExtraction::checkpoint)
                    .or(() -> ledger.latestRunOf(vault.name()))
                    .map(latest -> new LedgerKey(latest.run(), vault.name()))
                    .filter(key -> ledger.account(key).checkpoint().isPresent())
                    .ifPresent(key -> runs.put(vault.name(), key));
        }
        return runs;
    }

    private VaultResult result(
            VaultName vault,
            Optional<Balance> measured,
            Optional<VaultExtraction> extraction,
            Optional<VaultUpload> upload) {
        Balance balance = measured.orElse(new Balance(Account.EMPTY, 0, false));
        Optional<Checkpoint> run = balance.account().checkpoint();
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
                run,
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
            if (account.openDeadLetters() + account.parked() > 0) {
                reasons.add(ExitCode.DEAD_LETTERS);
            }
        }
    }
}
