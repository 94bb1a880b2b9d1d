package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.local.simulator.tls.Identity;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import com.skyflow.loader.testing.snowflake.KeyFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Loads by the logins to Kafka of docs/cluster.md, each by a user who alone may load there. {@link ClusterIT} has that by SCRAM. */
final class KafkaLoginIT {
    @RegisterExtension
    static final GuardedKafka kafka = new GuardedKafka();

    private static final String PASSPHRASE = "v7Gt3Lk9Yb5SnPx";
    private static final Pairs PAIRS = new Pairs(500);

    @TempDir
    Path path;

    @Test
    void runLoadsByAPlainLogin() {
        WorkFolder folder = new WorkFolder(path);
        folder.write("password", GuardedKafka.PLAIN_PASSWORD + "\n");
        load(
                GuardedKafka.PLAIN_USER,
                kafka.plainServers(),
                kafka.plainProperties("${file:" + path.resolve("password") + "}"));
    }

    @Test
    void runLoadsByAClientCertificate() {
        WorkFolder folder = new WorkFolder(path);
        Identity own = kafka.issue("loader");
        folder.write("passphrase", PASSPHRASE + "\n");
        folder.write("own.pem", KeyFiles.encrypted(own.keyPem(), PASSPHRASE) + own.certificatePem());
        load(
                "CN=loader",
                kafka.certificateServers(),
                kafka.certificateProperties(path.resolve("own.pem"), "${file:" + path.resolve("passphrase") + "}"));
    }

    private void load(String user, String servers, Map<String, String> properties) {
        String prefix = "login-" + user.replace("=", "-");
        kafka.allow(Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)
                .map(type -> GuardedKafka.acl(user, type, prefix, AclOperation.ALL))
                .toList());
        WorkFolder folder = new WorkFolder(path);
        folder.write("name", PAIRS);
        try (VaultSimulator vault = WorkFolder.simulator()) {
            ObjectNode config = WorkFolder.config(vault, "name");
            config.withObject("/skyflow").put("bearer_token", Canary.CREDENTIAL);
            config.withObject("/csv").put("data_directory", path.resolve("data").toString());
            ObjectNode settings = config.withObject("/kafka")
                    .put("bootstrap_servers", servers)
                    .put("prefix", prefix);
            properties.forEach(settings.withObject("/properties")::put);
            folder.write(config);

            Spoken spoken =
                    Spoken.by("run", "-config", path.resolve("config.json").toString());

            assertThat(spoken.status()).as("%s", spoken).isZero();
            assertThat(WorkFolder.check(vault, "name", PAIRS)).isEqualTo(new CheckResult(PAIRS.count(), 0, 0, 0));
            assertThat(spoken.out() + spoken.err()).doesNotContain(GuardedKafka.PLAIN_PASSWORD, PASSPHRASE);
        }
    }
}
