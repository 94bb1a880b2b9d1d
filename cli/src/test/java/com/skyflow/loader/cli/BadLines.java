package com.skyflow.loader.cli;

import java.util.List;
import java.util.stream.Stream;

/** Command lines that cannot be meant. */
final class BadLines {
    private BadLines() {}

    static List<BadInput> inputs() {
        return Stream.of(loads(), generations(), clearings())
                .flatMap(List::stream)
                .toList();
    }

    private static BadInput line(String line, String message) {
        return BadInput.refused(line.replace(Canary.CREDENTIAL, "***"), world -> {}, line, message);
    }

    private static List<BadInput> loads() {
        return List.of(
                line(
                        "-config {config} -max-record 5",
                        "-max-record: unknown (did you mean -max-records, --max-records?). See: skyflow-loader run --help"),
                line("lode", "lode: unknown (did you mean demo, upload, dead-letters?). See: skyflow-loader --help"),
                line(
                        "run -config {config} -bearer=" + Canary.CREDENTIAL,
                        "-bearer: unknown. See: skyflow-loader run --help"),
                line("-config {config} -vault phone", "vault 'phone' is not configured (expected one of: name)"),
                line("-config {config} -batch-size many", "-batch-size: many (expected: 1..1000)"),
                line(
                        "-config {config} -concurrency 0 -base-delay-ms -1",
                        "-concurrency: 0 (expected: 1..512)\n-base-delay-ms: -1 (expected: 0..60000)"),
                line("-config {config} -source snowflake", "snowflake.account: missing (expected: the account's name)"),
                line("-config {config} -dry-run", "-dry-run: offered only with -source snowflake."),
                line("-config {config} -source parquet", "-source: 'parquet' (expected: csv or snowflake)"),
                line(
                        "-config {config} -vault",
                        "Missing required parameter for option '--vault' (NAME). See: skyflow-loader run --help"),
                line(
                        "run -config {config} --output yaml",
                        "Invalid value for option '--output': expected one of [TEXT, JSON] (case-insensitive) but was 'yaml'. See: skyflow-loader run --help"),
                line(
                        "-config {folder}/none.json",
                        "there is no file {folder}/none.json (expected: -config with the path of a file)"));
    }

    private static List<BadInput> clearings() {
        String unasked =
                "Nothing was emptied: it has to be confirmed with the vault's name on a terminal, or with --yes.";
        String production =
                "Nothing was emptied: %s looks like production (expected of a test vault: this machine, or a host of skyflowapis-preview.com, skyflowapis.tech or skyflowapis.dev). If it is a test vault, say so with --force.";
        return List.of(
                line("-config {config} -clear", unasked),
                line("clear -config {config}", unasked),
                line(
                        "-config {config} -clear --yes -vault-url https://a1b2.vault.skyflowapis.com",
                        production.formatted("a1b2.vault.skyflowapis.com")),
                line(
                        "clear -config {config} --yes -vault-url https://a1b2.vault.skyflowapis-preview.com.example",
                        production.formatted("a1b2.vault.skyflowapis-preview.com.example")),
                line("clear -config {config} -vault-url https://a1b2.vault.skyflowapis-preview.com", unasked),
                line("clear -config {config} --force -vault-url https://a1b2.vault.skyflowapis.com", unasked),
                line(
                        "clear -config {config} --vault phone --yes",
                        "vault 'phone' is not configured (expected one of: name)"));
    }

    private static List<BadInput> generations() {
        return List.of(
                line(
                        "generate many --out {folder}/new",
                        "many: no count (expected: 0..10,000,000,000, or <vault>=<count> such as name=5000)"),
                line(
                        "generate phone=5 name=x --out {folder}/new",
                        "phone=5: unknown vault (expected: name, id, dob, ssn)\nname=x: no count (expected: 0..10,000,000,000)"),
                line(
                        "generate 5 name=7 --out {folder}/new",
                        "5: a count for all vaults stands alone (expected: 5 and nothing else, or <vault>=<count> for each of some vaults)"),
                line(
                        "generate name=5 --out {folder}/data",
                        "nothing was written, because these files would be replaced (allow it with --force, or choose another folder with --out):\n  {folder}/data/name_data.csv\n  {folder}/data/name_tokens.csv"));
    }
}
