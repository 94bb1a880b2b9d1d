package com.skyflow.loader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

final class DefaultCommandTest {
    private final CommandLine commandLine = Main.commandLine();

    @ParameterizedTest
    @ValueSource(strings = {"", "-vault name", "--vault=name", "-max-records 0 -vault ssn", "-generate 100"})
    void isRunWhereFlagsComeFirst(String line) {
        assertThat(parsed(line).subcommand().commandSpec().name()).isEqualTo("run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "extract", "upload", "generate", "simulator", "demo", "help"})
    void isTheOneThatIsNamed(String command) {
        assertThat(parsed(command).subcommand().commandSpec().name()).isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--version", "-V"})
    void isNoneWhereAllAreAskedAbout(String flag) {
        assertThat(parsed(flag).hasSubcommand()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-vault name", "-vault=name", "--vault name", "--vault=name"})
    void readsAFlagInEveryFormOfGo(String line) {
        assertThat(parsed(line).subcommand().<String>matchedOptionValue("-vault", ""))
                .isEqualTo("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-append-suffix", "--append-suffix", "-append-suffix=true", "--append-suffix=true"})
    void switchesAFlagOnAsGoDoes(String line) {
        assertThat(appendsSuffix(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-append-suffix=false", "--append-suffix=false"})
    void leavesAFlagOffAsGoDoes(String line) {
        assertThat(appendsSuffix(line)).isFalse();
    }

    @Test
    void readsEveryFlagOfTheGoLoader() {
        ParseResult parsed = parsed("-config c.json -token t -vault-url u -vault name -source csv -data-dir d"
                + " -max-records -1 -append-suffix=false -batch-size 100 -concurrency 8 -base-delay-ms 0 -clear"
                + " -generate 5 -sf-user u -sf-password p -sf-authenticator a -sf-account a -sf-warehouse w"
                + " -sf-database d -sf-schema s -sf-role r -sf-fetch-size 1 -sf-query-mode simple");

        assertThat(parsed.subcommand().unmatched()).isEmpty();
        assertThat(parsed.subcommand().<String>matchedOptionValue("-max-records", ""))
                .isEqualTo("-1");
    }

    private boolean appendsSuffix(String line) {
        return parsed(line).subcommand().<Boolean>matchedOptionValue("-append-suffix", false);
    }

    private ParseResult parsed(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
        return commandLine.parseArgs(DefaultCommand.of(commandLine, arguments));
    }
}
