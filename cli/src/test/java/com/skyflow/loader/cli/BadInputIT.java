package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.skyflow.loader.local.simulator.store.CheckResult;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.kafka.GuardedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that can be wrong with what the loader is given: by which sentence it is said, with which status, and that no row is lost. */
final class BadInputIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    @RegisterExtension
    static final GuardedKafka guarded = new GuardedKafka();

    private static final long ROWS = BadInputWorld.PAIRS.count();

    @TempDir
    Path path;

    static Stream<BadInput> inputs() {
        return Stream.of(
                        BadFiles.inputs(),
                        BadSettings.inputs(),
                        BadLines.inputs(),
                        BadCredentials.inputs(),
                        BadVaults.inputs(),
                        BadKafka.inputs(),
                        BadLogins.inputs(),
                        BadSnowflake.inputs())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isSaidInOneSentenceAndLosesNoRow(BadInput input) throws Exception {
        try (BadInputWorld world = new BadInputWorld(path, kafka, guarded, input.vault())) {
            input.change().accept(world);

            Spoken spoken = world.start(input.line());

            switch (input.rows()) {
                case BadInput.Rows.Untouched nothing -> {
                    ensureSaid(world, input, spoken.err().strip());
                    assertThat(spoken.out()).isEmpty();
                    ensureUntouched(world);
                }
                case BadInput.Rows.Pending pending -> {
                    ensureSaid(world, input, problems(spoken));
                    ensurePending(world, spoken);
                    ensureLoadedOnceMended(world, input, pending.mend());
                }
                case BadInput.Rows.Undone undone -> {
                    ensureSaid(
                            world, input, spoken.out().isEmpty() ? spoken.err().strip() : problems(spoken));
                    ensurePublished(world, undone.published());
                    ensureLoadedOnceMended(world, input, undone.mend());
                }
                case BadInput.Rows.Loaded loaded -> {
                    ensureSaid(world, input, problems(spoken));
                    ensureLoaded(world, spoken);
                    assertThat(world.vault().journal().counts().withStatus(loaded.refusal()))
                            .isPositive();
                }
            }
            assertThat(spoken.status()).isEqualTo(input.status());
            assertThat(spoken.out() + spoken.err()).doesNotContain(BadLogins.PASSWORD);
            assertThat(Canary.isIn(spoken.out() + spoken.err())).isFalse();
        }
    }

    private static void ensureSaid(BadInputWorld world, BadInput input, String said) {
        assertThat(said.replaceFirst("valid on [0-9-]{10}", "valid on {today}"))
                .isEqualTo(world.filled(input.message()));
    }

    private static void ensureUntouched(BadInputWorld world) throws Exception {
        // What an uploader says of itself, where the refusal came after two seconds, is no row.
        assertThat(KafkaContent.records(kafka, world.prefix()))
                .extracting(ConsumerRecord::topic)
                .allMatch(topic -> topic.equals(world.prefix() + ".instances"));
        assertThat(guarded.admin().listTopics().names().get())
                .noneMatch(topic -> topic.startsWith(world.prefix() + "."));
        assertThat(world.vault().journal().counts().calls()).isZero();
        assertThat(world.path("new")).doesNotExist();
    }

    private static void ensurePending(BadInputWorld world, Spoken spoken) {
        assertThat(summary(spoken).path("pending").asLong()).isEqualTo(ROWS);
        ensurePublished(world, BadInputWorld.PAIRS.count());
        assertThat(WorkFolder.held(world.vault(), "name")).isZero();
        assertThat(world.faults())
                .allSatisfy(fault -> assertThat(fault.happened()).isPositive());
    }

    /** Fails if there are other rows than so many in their topic, dead letters, or rows that count as done. */
    private static void ensurePublished(BadInputWorld world, int rows) {
        assertThat(world.records("name"))
                .hasSize(rows)
                .allSatisfy(row -> assertThat(row.topic()).isEqualTo(world.prefix() + ".name"));
        assertThat(world.records("outcomes")).isEmpty();
    }

    private static void ensureLoadedOnceMended(BadInputWorld world, BadInput input, Consumer<BadInputWorld> mend) {
        mend.accept(world);
        world.section("performance").put("batch_size", 100);
        ensureLoaded(world, world.start(input.line()));
    }

    private static void ensureLoaded(BadInputWorld world, Spoken spoken) {
        assertThat(spoken.status()).as("%s", spoken).isZero();
        assertThat(WorkFolder.check(world.vault(), "name", BadInputWorld.PAIRS))
                .isEqualTo(new CheckResult(ROWS, 0, 0, 0));
    }

    private static String problems(Spoken spoken) {
        return StreamSupport.stream(summary(spoken).path("problems").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode summary(Spoken spoken) {
        return WorkFolder.json(spoken.out()).path("vaults").path(0);
    }
}
