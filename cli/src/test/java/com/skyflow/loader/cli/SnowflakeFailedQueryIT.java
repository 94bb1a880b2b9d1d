package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import com.skyflow.loader.testing.snowflake.SnowflakeServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A query of Snowflake that begins and fails: what is wrong with it, the values themselves, is seen only then. */
final class SnowflakeFailedQueryIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    @RegisterExtension
    static final GuardedKafka guarded = new GuardedKafka();

    @TempDir
    Path path;

    @Test
    void publishesNoRowAndIsSubmittedAgain() throws Exception {
        try (BadInputWorld world = new BadInputWorld(path, kafka, guarded, SimulatorSettings.defaults())) {
            SnowflakeServer server = BadSnowflake.open(world);
            BadSnowflake.query(
                    world,
                    "SELECT CAST('Zq7wXe9kV3' || full_name AS INTEGER) AS full_name, full_name_token FROM ELEVANCE.PUBLIC.PATIENTS");

            for (int start = 1; start <= 2; start++) {
                Spoken spoken = world.start(BadSnowflake.LINE);

                assertThat(spoken.err().strip())
                        .isEqualTo(
                                "Vault name: Snowflake did not run its query to the end (100038, 58000; see its query history); no row was published. Start again when it can, or with --fresh after a change of the settings.");
                assertThat(spoken.status()).isEqualTo(1);
                assertThat(server.tags()).hasSize(start);
            }
            assertThat(KafkaContent.rows(kafka, world.prefix() + ".name")).isZero();
            assertThat(world.vault().journal().counts().calls()).isZero();
        }
    }
}
