package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.HealthPages.Answer;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.InjectedFault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What processes say of themselves over HTTP. */
final class HealthIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(20_000);

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private ObjectNode config;

    @BeforeEach
    void start() {
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        simulator.latency(Latency.of(Duration.ofMillis(500)));
        config = WorkFolder.config(simulator, "name", "id");
        config.withObject("/performance").put("max_concurrency", 2).put("batch_size", 50);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void anUploaderIsReadyWithItsPartitionsAndStaysSoWhileTheVaultIsDown() {
        onCluster();
        ChildProcess upload = folder.start("upload", "--vault", "name", "--health-port", "0");
        try (HealthPages pages = HealthPages.of(upload)) {
            assertThat(pages.live().status()).isEqualTo(200);
            assertThat(pages.awaitReady(vault -> vault.path("partitions").asInt() == 4))
                    .isEqualTo(
                            new Answer(
                                    200,
                                    "{\"status\":\"ready\",\"vaults\":{\"name\":{\"upload\":\"uploading\",\"partitions\":4}}}\n"));
            assertThat(pages.get("ready", "HEAD")).isEqualTo(new Answer(200, ""));
            assertThat(pages.get("ready", "POST").status()).isEqualTo(405);
            assertThat(pages.get("live/x", "GET").status()).isEqualTo(404);

            InjectedFault down = simulator.inject(new Fault.Reset(Moment.BEFORE_STORING), Trigger.always());
            publish("name");
            pages.awaitReady(vault -> vault.path("upload").asText().equals("outage"));
            assertThat(down.happened()).isPositive();
            assertThat(pages.live())
                    .isEqualTo(new Answer(
                            200,
                            "{\"status\":\"live\",\"vaults\":{\"name\":{\"upload\":\"outage\",\"partitions\":4}}}\n"));

            simulator.clearFaults();
            simulator.inject(new Fault.Hang(Moment.BEFORE_STORING), Trigger.always());
            Wait.until("calls that hang", LONG, () -> simulator.hanging() > 0);
            upload.sigterm();
            Wait.until("the drain", LONG, () -> pages.ready().reason().equals("draining"));
            assertThat(pages.live().status()).isEqualTo(200);
            simulator.clearFaults();
            simulator.releaseHanging();
            assertThat(upload.awaitExit(LONG)).as("%s", upload).isEqualTo(4);
        }
    }

    @Test
    void anUploaderWhoseNameAnotherTakesIsNotLiveThoughItsOtherVaultsGoOn() {
        onCluster();
        publish("name");
        ChildProcess upload = folder.start("upload", "--instance", "same", "--health-port", "0");
        try (HealthPages pages = HealthPages.of(upload)) {
            Wait.until("rows", LONG, () -> WorkFolder.held(simulator, "name") > 0);
            WorkFolder other = new WorkFolder(path.resolve("other"));
            other.write(config);
            try (ChildProcess later = other.start("upload", "--vault", "name", "--instance", "same")) {
                Wait.until("the end of its poll loop", LONG, () -> pages.live().status() == 503);

                Answer answer = pages.live();
                assertThat(answer.reason())
                        .isEqualTo(
                                "vault name: Another uploader of vault name goes by the name same-0 and has taken over, or this one was suspended for too long. Start again to continue.");
                assertThat(answer.json().at("/vaults/id/upload").asText()).isEqualTo("uploading");
                assertThat(pages.ready().reason()).isEqualTo(answer.reason());
                assertThat(later.isAlive()).isTrue();
                upload.sigterm();
                assertThat(upload.awaitExit(LONG)).as("%s", upload).isEqualTo(4);
            }
        }
    }

    @Test
    void aPollLoopThatHangsIsNotLiveUntilItGoesOn() {
        folder.write("name", PAIRS);
        config.withObject("/kafka").withObject("/properties").put("max.poll.interval.ms", "10000");
        folder.write(config);
        // The owner of the folder's broker, for another vault.
        ChildProcess broker = folder.start("upload", "--vault", "id", "--health-port", "0");
        try (HealthPages owner = HealthPages.of(broker)) {
            owner.get("live", "GET");
            Wait.until("the broker", LONG, () -> owner.ready().status() == 200);
            ChildProcess load = folder.start("run", "--vault", "name", "--health-port", "0");
            try (HealthPages pages = HealthPages.of(load)) {
                Wait.until("rows", LONG, () -> WorkFolder.held(simulator, "name") > 0);
                Wait.until("liveness", LONG, () -> pages.live().status() == 200);

                broker.sigstop();
                Wait.until("a commit that hangs", LONG, () -> pages.live().status() == 503);
                assertThat(pages.live().reason())
                        .matches("(vault name: its|the load its) thread has not come round for \\d+ s");
                assertThat(pages.ready().status()).isEqualTo(503);

                broker.sigcont();
                Wait.until("liveness", LONG, () -> pages.live().status() == 200);
                simulator.latency(Latency.NONE);
                assertThat(load.awaitExit(LONG)).as("%s", load).isZero();
            }
        }
    }

    @Test
    void anExtractorIsReadyWhileItsSourceIsOpenAndEndsBehindTheRowsThatItHasRead() throws Exception {
        WorkFolder.readStandardInput(config);
        String prefix = onCluster();
        folder.write("whole.csv", "v,t\na,1\nb,2\nc,3\n");
        try (RandomAccessFile input = folder.pipe("pipe")) {
            ChildProcess extract = folder.startWithInput("pipe", "extract", "--vault", "name", "--health-port", "0");
            try (HealthPages pages = HealthPages.of(extract)) {
                write(input, "v,t\na,1\nb,2\n");
                assertThat(pages.awaitReady(vault -> !vault.isMissingNode()))
                        .isEqualTo(new Answer(
                                200, "{\"status\":\"ready\",\"vaults\":{\"name\":{\"extraction\":\"extracting\"}}}\n"));
                assertThat(pages.live().status()).isEqualTo(200);
                Wait.until("rows", LONG, () -> KafkaContent.rows(kafka, prefix + ".name") == 2);
                extract.sigterm();
                assertThat(extract.awaitExit(LONG)).as("%s", extract).isEqualTo(4);
            }
        }
        ChildProcess rest = folder.startWithInput("whole.csv", "extract", "--vault", "name");
        assertThat(rest.awaitExit(LONG)).as("%s", rest).isZero();
        assertThat(KafkaContent.rows(kafka, prefix + ".name")).isEqualTo(3);
    }

    @Test
    void anExtractorThatIsToldToEndWhileItStartsIsNotFinished() throws Exception {
        WorkFolder.readStandardInput(config);
        String prefix = onCluster();
        try (RandomAccessFile silent = folder.pipe("pipe");
                HealthPages pages = HealthPages.of(
                        folder.startWithInput("pipe", "extract", "--vault", "name", "--health-port", "0"))) {
            assertThat(silent.getFD().valid()).isTrue();
            assertThat(pages.live().status()).isEqualTo(200);
            pages.process().sigterm();

            assertThat(pages.process().awaitExit(LONG))
                    .as("%s", pages.process())
                    .isEqualTo(4);
        }
        assertThat(KafkaContent.rows(kafka, prefix + ".name")).isZero();
    }

    private static void write(RandomAccessFile pipe, String text) throws IOException {
        pipe.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String onCluster() {
        String prefix = WorkFolder.onCluster(config, kafka);
        folder.write(config);
        return prefix;
    }

    private void publish(String vault) {
        folder.write(vault, PAIRS);
        ObjectNode here = config.deepCopy();
        here.withObject("/csv").put("data_directory", path.resolve("data").toString());
        folder.write("extract.json", here.toString());
        Spoken extract = Spoken.by(List.of(
                        "extract",
                        "--vault",
                        vault,
                        "-config",
                        path.resolve("extract.json").toString())
                .toArray(String[]::new));
        assertThat(extract.status()).as("%s", extract).isZero();
    }
}
