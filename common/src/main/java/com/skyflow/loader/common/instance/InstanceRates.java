package com.skyflow.loader.common.instance;

import java.time.Duration;
import java.util.Optional;

/**
 * What an instance did in each second between two of its reports.
 *
 * @param rows rows committed as uploaded, or published by an extractor
 * @param calls calls to the vault that ended
 * @param cores cores that its process was using
 * @param bytesSent bytes of request bodies
 * @param bytesReceived bytes of the bodies of answers
 */
public record InstanceRates(double rows, double calls, double cores, double bytesSent, double bytesReceived) {
    /** The rates between two reports; empty if they are not of the same process, one after the other. */
    public static Optional<InstanceRates> between(InstanceReport before, InstanceReport now) {
        double seconds = seconds(Duration.between(before.at(), now.at()));
        boolean isSame = before.key().equals(now.key())
                && before.process().pid() == now.process().pid()
                && before.process().startedAt().equals(now.process().startedAt());
        if (!isSame || seconds <= 0) {
            return Optional.empty();
        }
        return Optional.of(new InstanceRates(
                (rows(now) - rows(before)) / seconds,
                (calls(now).requests() - calls(before).requests()) / seconds,
                seconds(now.process().cpu().minus(before.process().cpu())) / seconds,
                (calls(now).bytesSent() - calls(before).bytesSent()) / seconds,
                (calls(now).bytesReceived() - calls(before).bytesReceived()) / seconds));
    }

    private static long rows(InstanceReport report) {
        ExtractionFigures extraction = report.extraction();
        UploadFigures upload = report.upload();
        return (extraction == null ? 0 : extraction.published()) + (upload == null ? 0 : upload.uploaded());
    }

    private static CallFigures calls(InstanceReport report) {
        UploadFigures upload = report.upload();
        return upload == null ? CallFigures.NONE : upload.calls();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
