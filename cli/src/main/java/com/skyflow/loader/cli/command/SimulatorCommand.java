package com.skyflow.loader.cli.command;

import com.skyflow.loader.cli.Termination;
import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import com.skyflow.loader.local.simulator.SimulatorSettings;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.settings.Catalog;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.local.simulator.settings.RateLimit;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import com.skyflow.loader.local.simulator.settings.Tls;
import com.skyflow.loader.local.simulator.tls.Identity;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the vault API until it is told to end. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Play the Skyflow vault API on this machine. It holds what it is sent until it ends.",
        footer = {
            "",
            "Examples:",
            "  skyflow-loader simulator --port 8080 --latency-ms 100",
            "  skyflow-loader simulator --port 8080 --rate-limit 50     50 calls a second to each vault",
            "  skyflow-loader simulator --credentials credentials.json --token-life-s 60",
            "  skyflow-loader simulator --tls ca.pem",
            "",
            "Its account and its faults are under /_simulator; see docs/simulator.md."
        })
final class SimulatorCommand implements Callable<Integer> {
    @Option(
            names = {"-host", "--host"},
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: 127.0.0.1).")
    private String host = "127.0.0.1";

    @Option(
            names = {"-port", "--port"},
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port to listen on (default: one that is free).")
    private int port;

    @Option(
            names = {"-latency-ms", "--latency-ms"},
            paramLabel = "MS",
            defaultValue = "0",
            description = "How long a call takes (default: 0).")
    private long latencyMillis;

    @Option(
            names = {"-rate-limit", "--rate-limit"},
            paramLabel = "N",
            description = "Calls a second that each vault takes (default: any number).")
    private @Nullable Double rateLimit;

    @Option(
            names = {"-token", "--token"},
            paramLabel = "TOKEN",
            description = "The bearer token that it accepts (default: any).")
    private @Nullable String token;

    @Option(
            names = {"-credentials", "--credentials"},
            paramLabel = "FILE",
            description =
                    "Make a service account, and write its credentials.json to this file, which must not be there."
                            + " Only its tokens are accepted then, and that of --token.")
    private @Nullable Path credentials;

    @Option(
            names = {"-token-life-s", "--token-life-s"},
            paramLabel = "S",
            defaultValue = "3600",
            description = "How long tokens of the service account are valid (default: 3600).")
    private long tokenLifeSeconds;

    @Option(
            names = {"-tls", "--tls"},
            paramLabel = "CA_FILE",
            description =
                    "Speak TLS, with HTTP/2 and HTTP/1.1, by a certificate that is made anew; that of its authority is"
                            + " written to this file, which must not be there (connection.ca_file).")
    private @Nullable Path tls;

    @Option(
            names = {"-client-certificate", "--client-certificate"},
            paramLabel = "FILE",
            description =
                    "Let only those in who have the certificate and key that are written to this file, which must not"
                            + " be there (connection.certificate_file). With --tls.")
    private @Nullable Path clientCertificate;

    @Override
    public Integer call() throws InterruptedException {
        if (tokenLifeSeconds < 1) {
            throw new LoaderException(ExitCode.USAGE, "--token-life-s: " + tokenLifeSeconds + " (expected: 1 or more)");
        }
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withHost(host)
                .withPort(port)
                .withCatalog(Catalog.ANY)
                .withLatency(Latency.of(Duration.ofMillis(latencyMillis)))
                .withTokenLife(Duration.ofSeconds(tokenLifeSeconds));
        if (rateLimit != null) {
            settings = settings.withRateLimit(
                    new RateLimit(rateLimit, (int) Math.max(1, rateLimit), RetryAfter.Form.SECONDS));
        }
        if (token != null || credentials != null) {
            settings = settings.withAcceptedTokens(
                    Stream.ofNullable(token).map(Secret::new).toArray(Secret[]::new));
        }
        if (clientCertificate != null && tls == null) {
            throw new LoaderException(ExitCode.USAGE, "--client-certificate: of no use without --tls (expected: both)");
        }
        if (tls != null) {
            settings = settings.withTls(
                    Tls.DEFAULT.with(clientCertificate == null ? Tls.Callers.ANY : Tls.Callers.WITH_CERTIFICATE));
        }
        CountDownLatch end = new CountDownLatch(1);
        try (VaultSimulator simulator = VaultSimulator.start(settings);
                Termination.Registration ignored = Termination.onRequest(end::countDown)) {
            if (credentials != null) {
                write("--credentials", simulator.serviceAccount().credentials(), credentials);
            }
            if (tls != null) {
                write("--tls", simulator.authority().pem(), tls);
            }
            if (clientCertificate != null) {
                Identity caller = simulator.authority().issue("caller", List.of());
                write("--client-certificate", caller.certificatePem() + caller.keyPem(), clientCertificate);
            }
            System.out.println("Vault simulator at " + simulator.url() + " (any vault id and table; Ctrl-C ends it)");
            end.await();
        }
        return 0;
    }

    private static void write(String flag, String text, Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (FileAlreadyExistsException e) {
            throw new LoaderException(
                    ExitCode.USAGE, flag + ": " + file + " is there already (expected: a file to be made)", e);
        } catch (IOException e) {
            throw new LoaderException(
                    ExitCode.USAGE, flag + ": " + file + " cannot be written (expected: a file to be made)", e);
        }
    }
}
