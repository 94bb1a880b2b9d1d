package com.skyflow.loader.common.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.deadletter.Reason;
import com.skyflow.loader.common.json.EventJson;
import com.skyflow.loader.common.vault.VaultName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class InstanceReportTest {
    private static final Instant AT = Instant.parse("2026-11-21T03:00:00.25Z");
    private static final ProcessFigures PROCESS = new ProcessFigures(
            "host", 4711, "1.0", AT.minusSeconds(60), Duration.ofMillis(12_500), 2, 100, 1_000, 2_000L, 31, null);

    private static final InstanceReport UPLOADER = new InstanceReport(
            "host-1",
            Role.UPLOADER,
            new VaultName("ssn"),
            InstanceState.THROTTLED,
            null,
            List.of("r1"),
            null,
            new UploadFigures(
                    List.of(
                            new OwnedPartition(
                                    0,
                                    300,
                                    1_200L,
                                    new OldestRow("r1/7", 17, 2, WaitsFor.RETRY, "HTTP 503", AT.minusSeconds(4))),
                            new OwnedPartition(3, 0, null, null)),
                    10_000,
                    900,
                    Map.of(Reason.REJECTED, 2L),
                    1,
                    new CallFigures(
                            8,
                            3,
                            12.5,
                            AT.plusSeconds(2),
                            10,
                            1,
                            2,
                            5_000,
                            700,
                            4,
                            Duration.ofMillis(20),
                            Duration.ofMillis(30),
                            Duration.ofMillis(40))),
            PROCESS,
            AT);

    @Test
    void aReportIsThisJsonUnderTheNameOfItsInstance() {
        ProducerRecord<byte[], byte[]> record = UPLOADER.record("byot.instances");

        assertThat(record.topic()).isEqualTo("byot.instances");
        assertThat(new String(record.key(), UTF_8)).isEqualTo("uploader/host-1/ssn");
        assertThat(new String(record.value(), UTF_8)).isEqualTo("""
                        {"instance":"host-1","role":"UPLOADER","vault":"ssn","state":"THROTTLED","problem":null,"runs":["r1"],\
                        "extraction":null,"upload":{"partitions":[{"partition":0,"rows":300,"behind":1200,"oldest":{"key":"r1/7","offset":17,\
                        "attempts":2,"waitsFor":"RETRY","detail":"HTTP 503","since":"2026-11-21T02:59:56.250Z"}},\
                        {"partition":3,"rows":0,"behind":null,"oldest":null}],"window":10000,"uploaded":900,"deadLetters":{"rejected":2},\
                        "discarded":1,"calls":{"concurrency":8,"inFlight":3,"pace":12.5,\
                        "throttledUntil":"2026-11-21T03:00:02.250Z","requests":10,"retries":1,"throttles":2,"bytesSent":5000,\
                        "bytesReceived":700,"connections":4,"p50":0.020000000,"p95":0.030000000,"p99":0.040000000}},\
                        "process":{"host":"host","pid":4711,"version":"1.0","startedAt":"2026-11-21T02:59:00.250Z",\
                        "cpu":12.500000000,"cores":2,"heapUsed":100,"heapMax":1000,"resident":2000,"threads":31,"freeDisk":null},\
                        "at":"2026-11-21T03:00:00.250Z"}""");
    }

    @Test
    void aReportIsReadAsItWasWritten() throws IOException {
        assertThat(read(UPLOADER)).isEqualTo(UPLOADER);
        InstanceReport extractor = new InstanceReport(
                "host",
                Role.EXTRACTOR,
                new VaultName("ssn"),
                InstanceState.STOPPED,
                "The source has changed.",
                List.of("r1"),
                new ExtractionFigures(null, 10, 9, 1),
                null,
                PROCESS,
                AT);
        assertThat(read(extractor)).isEqualTo(extractor);
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() throws IOException {
        String json = new String(UPLOADER.record("t").value(), UTF_8).replace("\"pid\":", "\"later\":[1],\"pid\":");
        assertThat(EventJson.decode(json.getBytes(UTF_8), InstanceReport.class)).isEqualTo(UPLOADER);
    }

    @Test
    void aReportIsStaleWhenSeveralHaveBeenMissed() {
        assertThat(UPLOADER.isStale(AT.minusSeconds(3))).isFalse();
        assertThat(UPLOADER.isStale(AT.plusSeconds(10))).isFalse();
        assertThat(UPLOADER.isStale(AT.plusSeconds(10).plusMillis(1))).isTrue();
    }

    @Test
    void ratesAreThoseBetweenTwoReportsOfOneProcess() {
        InstanceReport later = extractor(PROCESS, 10, AT);
        ProcessFigures busier = new ProcessFigures(
                "host", 4711, "1.0", AT.minusSeconds(60), Duration.ofMillis(15_500), 2, 100, 1_000, null, 31, null);

        assertThat(InstanceRates.between(later, extractor(busier, 310, AT.plusSeconds(2))))
                .contains(new InstanceRates(150, 0, 1.5, 0, 0));
        assertThat(InstanceRates.between(later, later)).isEmpty();
        ProcessFigures another =
                new ProcessFigures("host", 4712, "1.0", AT, Duration.ZERO, 2, 100, 1_000, null, 31, null);
        assertThat(InstanceRates.between(later, extractor(another, 310, AT.plusSeconds(2))))
                .isEmpty();
    }

    private static InstanceReport extractor(ProcessFigures process, long published, Instant at) {
        return new InstanceReport(
                "host",
                Role.EXTRACTOR,
                new VaultName("ssn"),
                InstanceState.EXTRACTING,
                null,
                List.of("r1"),
                new ExtractionFigures(null, published, published, 0),
                null,
                process,
                at);
    }

    private static InstanceReport read(InstanceReport report) throws IOException {
        return EventJson.decode(report.record("t").value(), InstanceReport.class);
    }
}
