package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.local.simulator.VaultSimulator;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.PoisonValues;
import com.skyflow.loader.local.simulator.fault.Trigger;
import com.skyflow.loader.local.simulator.settings.Latency;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.Chromium;
import com.skyflow.loader.testing.EmbeddedKafka;
import com.skyflow.loader.testing.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser. Its pictures are in {@code target/screenshots}, to be looked at. */
final class DashboardIT {
    @RegisterExtension
    static final EmbeddedKafka kafka = new EmbeddedKafka();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Pairs PAIRS = new Pairs(20_000);
    private static final String TOKEN = "a-token-of-24-characters";
    private static final int TAB = 9;

    @TempDir
    Path path;

    private WorkFolder folder;
    private VaultSimulator simulator;
    private Chromium browser;

    @BeforeEach
    void start() {
        Optional<Path> found = Chromium.find();
        assumeTrue(found.isPresent(), "there is no Chromium on the PATH: install Debian's package chromium");
        browser = Chromium.start(found.orElseThrow(), Path.of("chromium"));
        folder = new WorkFolder(path);
        simulator = WorkFolder.simulator();
        ObjectNode config = WorkFolder.config(simulator, "name", "ssn");
        WorkFolder.onCluster(config, kafka);
        config.withObject("/performance").put("max_concurrency", 4).put("batch_size", 50);
        folder.write(config);
        folder.write("name", PAIRS);
        folder.write("ssn", PAIRS);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
            simulator.close();
        }
    }

    @Test
    void showsALoadAsItMovesAndEndsWithTheFiguresOfTheLedger() {
        // So slowly that it is far from its end when the last of its figures has been seen.
        simulator.latency(Latency.of(Duration.ofSeconds(1)));
        simulator.inject(
                new Fault.Poison(
                        new PoisonValues.Listed(
                                Set.of(PAIRS.row(7).value(), PAIRS.row(4_321).value())),
                        400,
                        Fault.Poison.Message.QUOTES_VALUE),
                Trigger.always());
        try (DashboardPages monitor = DashboardPages.of(folder.start("monitor", "--port", "0"))) {
            monitor.awaitReady();
            browser.device(1_280, 900, "light");
            browser.open(monitor.url());
            browser.await("document.getElementById('connection').textContent === 'live'");
            assertThat(browser.text()).contains("No load is known here.");

            ChildProcess load = folder.start("run");
            browser.await(cell("name", "uploaded") + " !== '0'");
            Set<String> seen = new HashSet<>();
            Wait.until("figures that move", LONG, () -> {
                seen.add(browser.evaluate(cell("name", "uploaded")).asText());
                return seen.size() >= 4;
            });
            browser.await("document.querySelector('#vault-name [data-name=rows]').textContent !== '0'");
            browser.await("document.querySelector('#vault-name [data-name=inFlight]').textContent !== '–'");
            browser.await(
                    "document.querySelector('#instances tbody tr[data-key^=UPLOADER][data-key$=\"/name\"]') !== null");
            browser.await(
                    "document.querySelector('#vault-name .advice').textContent.startsWith('The calls of 1 uploader bound the load: ')");
            browser.await("Chart.getChart('rows').data.datasets[0].data.filter(point => point.y > 0).length >= 3");
            picture("while-it-runs");
            simulator.latency(Latency.NONE);
            assertThat(load.awaitExit(LONG)).as("%s", load).isEqualTo(2);

            browser.await(
                    "[...document.querySelectorAll('#runs [data-name=state]')].every(s => s.textContent === 'finished')");
            for (JsonNode run : ledger()) {
                String vault = run.path("vault").asText();
                for (String figure :
                        List.of("read", "published", "rejected", "replayed", "uploaded", "discarded", "pending")) {
                    browser.await(cell(vault, figure) + " === '"
                            + count(run.path(figure).asLong()) + "'");
                }
                browser.await(cell(vault, "dead letters") + " === '2'");
                browser.await(cell(vault, "verdict") + " === '✓ balances'");
                browser.await(cell(vault, "calls") + " === '"
                        + count(run.at("/calls/requests").asLong()) + "'");
            }
            browser.await("document.querySelectorAll('#lag tbody tr').length === 8");
            browser.await(
                    "[...document.querySelectorAll('#lag [data-name=behind]')].every(cell => cell.textContent === '0')");
            browser.await(
                    "[...document.querySelectorAll('#letters [data-name=open]')].map(cell => cell.textContent).join() === '2,2'");

            canBeReadOnAPhone();
            canBeUsedByKeyboard();
            picture("light");
            browser.device(1_280, 900, "dark");
            picture("dark");
            browser.device(390, 844, "dark");
            picture("narrow");
            assertThat(browser.problems()).isEmpty();
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith(monitor.url()) || url.equals("about:blank"));
            assertThat(Canary.isIn(browser.evaluate("document.documentElement.outerHTML")
                            .asText()))
                    .isFalse();

            monitor.process().sigkill();
            browser.await(
                    "document.getElementById('connection').textContent.startsWith('The monitor has not answered')");
        }
    }

    @Test
    void asksForTheToken() {
        folder.write("token", TOKEN + "\n");
        try (DashboardPages monitor =
                DashboardPages.of(folder.start("monitor", "--port", "0", "--access-token-file", "token"))) {
            monitor.awaitReady();
            browser.open(monitor.url());
            browser.await("document.activeElement.id === 'token'");
            browser.type("another-token-of-24-chars");
            browser.evaluate("document.querySelector('#login button').click()");
            browser.await("document.getElementById('refused').textContent === 'This is not the token.'");
            browser.type(TOKEN);
            browser.evaluate("document.querySelector('#login button').click()");

            browser.await("document.getElementById('connection').textContent === 'live'");
            assertThat(browser.requests()).noneMatch(url -> url.contains(TOKEN));
        }
    }

    private void canBeReadOnAPhone() {
        browser.device(390, 844, "light");
        browser.await("document.documentElement.scrollWidth <= 390");
        browser.device(1_280, 900, "light");
    }

    /** Everything that can be used is reached with the Tab key, in the order of the page. */
    private void canBeUsedByKeyboard() {
        browser.evaluate("document.activeElement.blur()");
        browser.evaluate("scrollTo(0, 0)");
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            browser.press("Tab", TAB);
            reached.add(browser.evaluate(
                            "document.activeElement.textContent.startsWith('Skip') ? 'skip' : document.activeElement.tagName + (document.activeElement.closest('details') || {}).id")
                    .asText());
        }
        assertThat(reached).contains("skip", "SUMMARYruns", "SUMMARYletters", "SUMMARYinstances", "SUMMARYlag");
    }

    /** What stands in a cell of the runs. */
    private static String cell(String vault, String figure) {
        return "document.querySelector('#runs tr[data-key$=\"/%s\"] [data-name=\"%s\"]').textContent"
                .formatted(vault, figure);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private JsonNode ledger() {
        Spoken status =
                Spoken.by("status", "--config", path.resolve("config.json").toString(), "--output", "json");
        assertThat(status.status()).as("%s", status).isZero();
        return WorkFolder.json(status.out());
    }

    private void picture(String name) {
        browser.screenshot(Path.of("screenshots", name + ".png"));
    }
}
