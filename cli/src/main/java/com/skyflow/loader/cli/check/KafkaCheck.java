package com.skyflow.loader.cli.check;

import com.skyflow.loader.cli.load.KafkaPlace;
import com.skyflow.loader.cli.load.LoadPlan;
import com.skyflow.loader.common.config.VaultConfig;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.kafka.GrantedRights;
import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.kafka.KafkaReach;
import com.skyflow.loader.common.kafka.TopicSetup;
import com.skyflow.loader.common.ledger.Checkpoint;
import com.skyflow.loader.common.ledger.Ledger;
import com.skyflow.loader.common.ledger.LedgerFinder;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.LedgerLog;
import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.extractor.Extractor;
import com.skyflow.loader.extractor.VaultSource;
import com.skyflow.loader.extractor.run.Decider.Unfinished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks whether Kafka is there and lets a load do what it does, and which run it would belong to. */
public record KafkaCheck(LoadPlan plan, Path folder, Findings findings) {
    private static final String STATE = ".skyflow-loader";

    /** Looks; a broker that this folder does not have yet is not started. */
    public void look() {
        boolean embedded = plan.config().kafka().bootstrapServers().isEmpty();
        if (embedded && Files.notExists(folder.resolve(STATE))) {
            findings.look("kafka", this::newBroker);
            return;
        }
        List<KafkaPlace> opened = new ArrayList<>();
        try {
            boolean reached = findings.look("kafka", () -> {
                KafkaPlace place = KafkaPlace.open(plan.config().kafka(), folder);
                opened.add(place);
                return embedded ? "the embedded broker of this folder answers" : reached(place.clients());
            });
            if (reached) {
                look(opened.getFirst().clients());
            }
        } finally {
            opened.forEach(KafkaPlace::close);
        }
    }

    private String newBroker() {
        if (!Files.isWritable(folder)) {
            throw new LoaderException(
                    ExitCode.USAGE,
                    "The embedded broker would lie in %s, which cannot be written. Choose another folder, or set kafka.bootstrap_servers."
                            .formatted(folder.resolve(STATE)));
        }
        return "no cluster is set: the load will start an embedded broker in this folder";
    }

    private static String reached(KafkaClients clients) {
        int brokers = new KafkaReach(clients).brokers();
        return "%d %s at %s"
                .formatted(
                        brokers,
                        brokers == 1 ? "broker answers" : "brokers answer",
                        clients.settings().bootstrapServers());
    }

    private void look(KafkaClients clients) {
        List<VaultName> vaults = plan.vaults().stream().map(VaultConfig::name).toList();
        Set<String> missing = new TreeSet<>();
        boolean sound = findings.look("topics", () -> {
            missing.addAll(new TopicSetup(clients).review(vaults));
            return missing.isEmpty()
                    ? "all are there, with the right partitions and retention"
                    : "will be created: " + String.join(", ", missing);
        });
        if (sound) {
            findings.look("rights", () -> {
                new GrantedRights(clients).ensure(vaults);
                return missing.isEmpty()
                        ? "Read, Write and DescribeConfigs on all topics"
                        : "Create on topics; the others can be looked at when these are there";
            });
            for (VaultSource vault : plan.vaultSources()) {
                findings.look("run", vault.vault(), () -> run(clients, vault));
            }
        }
    }

    /** Which run a load of a vault would belong to, by the same decision as that of a load. */
    private String run(KafkaClients clients, VaultSource vault) {
        try (LedgerFinder ledger = new LedgerFinder(clients)) {
            return ledger.find().flatMap(log -> unfinished(clients, log, vault)).orElse("a new one begins");
        }
    }

    private Optional<String> unfinished(KafkaClients clients, LedgerLog log, VaultSource vault) {
        new Extractor(clients, log, plan.extractorSettings(), Clock.systemUTC())
                .review(List.of(vault), Unfinished.CONTINUE);
        Ledger ledger = log.read();
        return ledger.unfinishedRunOf(vault.vault())
                .map(run -> goesOn(
                        run,
                        ledger.account(new LedgerKey(run.run(), vault.vault())).read()));
    }

    private static String goesOn(Checkpoint run, long read) {
        return String.format(Locale.ROOT, "%s goes on behind row %,d", run.run(), read);
    }
}
