package com.skyflow.loader.common.config;

import static com.skyflow.loader.common.config.Tier.ESSENTIAL;
import static com.skyflow.loader.common.config.Tier.FREQUENT;
import static com.skyflow.loader.common.config.Tier.RARE;

import com.skyflow.loader.common.vault.Destination;
import com.skyflow.loader.common.vault.VaultName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of one object in {@code skyflow.vaults}. */
final class VaultSettings {
    static final Section SECTION = new Section("skyflow.vaults[]");

    private static final String STANDARD_INPUT = "-";
    private static final String WORD = "no white space, /, ?, # or %";
    private static final Pattern WORD_FORM = Pattern.compile("[^\\s\\p{Cntrl}/?#%]+");

    /** The headers of the values of the vaults that need no column settings. */
    private static final Map<String, String> USUAL_HEADERS =
            Map.of("name", "full_name", "id", "id", "dob", "dob", "ssn", "ssn");

    static final Setting<VaultName> NAME = SECTION.required(
            "name",
            ESSENTIAL,
            Type.texts("1 to 100 letters, digits and -", text -> VaultName.of(text.strip())),
            "What the vault is called: in `-vault`, in file and topic names. `name`, `id`, `dob` and `ssn` bring their"
                    + " own defaults. Any case.");
    static final Setting<String> ID =
            SECTION.required("id", ESSENTIAL, word(), "Id of the vault, from Skyflow Studio.");
    static final Setting<String> COLUMN = SECTION.open(
            "column",
            ESSENTIAL,
            word(),
            "the name of a usual vault; required for others",
            "Column of the vault's table that holds the values.");
    static final Setting<String> TABLE =
            SECTION.open("table", FREQUENT, word(), "the same as `column`", "Table in the vault.");
    static final Setting<String> DATA_COLUMN = SECTION.open(
            "data_column",
            FREQUENT,
            Type.text("a header"),
            "`full_name`, `id`, `dob`, `ssn`; the same as `column` for others",
            "CSV header or Snowflake column of the values.");
    static final Setting<String> TOKEN_COLUMN = SECTION.open(
            "token_column",
            FREQUENT,
            Type.text("a header"),
            "`full_name_token`, `id_token`, `dob_token`, `ssn_token`; `<column>_token` for others",
            "CSV header or Snowflake column of the tokens.");
    static final Setting<String> FILE = SECTION.open(
            "file",
            FREQUENT,
            Type.text("a file, or `-` for standard input"),
            "two files",
            "One CSV file that holds both columns.");
    static final Setting<String> DATA_FILE = SECTION.open(
            "data_file",
            RARE,
            Type.text("a file"),
            "`<csv.data_directory>/<name>_data.csv`",
            "CSV file with the values of this vault.");
    static final Setting<String> TOKEN_FILE = SECTION.open(
            "token_file",
            RARE,
            Type.text("a file"),
            "`<csv.data_directory>/<name>_tokens.csv`",
            "CSV file with the tokens of this vault.");

    static final Setting<String> QUERY = SECTION.open(
            "query",
            FREQUENT,
            Type.text("a SELECT with the columns `data_column` and `token_column`"),
            "none",
            "What Snowflake is asked for this vault in mode `query`.");
    static final Setting<String> CLAIM_COLUMNS = columns("claim_columns", "snowflake.claims_table");
    static final Setting<String> MEMBER_COLUMNS = columns("member_columns", "snowflake.members_table");
    static final Setting<String> UDF = SECTION.open(
            "udf",
            RARE,
            Type.text("a function of one text"),
            "that of the Go loader for the usual vaults",
            "What gives the value of a token in mode `union`.");

    private VaultSettings() {}

    private static Setting<String> columns(String key, String table) {
        return SECTION.open(
                key,
                RARE,
                Type.text("names with commas between"),
                "those of the Go loader for the usual vaults",
                "Columns with tokens of `" + table + "` in mode `union`.");
    }

    private static Type<String> word() {
        return Type.texts(WORD, text -> {
            if (!WORD_FORM.matcher(text.strip()).matches()) {
                throw Type.wrong('\'' + text + '\'', WORD);
            }
            return text.strip();
        });
    }

    static void check(Values values, Problems problems) {
        boolean columnIsKnown = values.isGiven(COLUMN)
                || values.find(NAME).map(VaultSettings::isUsual).orElse(true);
        if (!columnIsKnown) {
            problems.add(values.label(COLUMN), "missing");
        }
        if (values.isGiven(FILE) && (values.isGiven(DATA_FILE) || values.isGiven(TOKEN_FILE))) {
            problems.add(values.label(FILE), "given together with data_file or token_file (expected: one of the two)");
        }
        for (Setting<String> half : List.of(DATA_FILE, TOKEN_FILE)) {
            if (values.find(half).filter(STANDARD_INPUT::equals).isPresent()) {
                problems.add(
                        values.label(half),
                        "- (expected: a file; standard input must hold both columns: \"file\": \"-\")");
            }
        }
    }

    static boolean readsStandardInput(Values values) {
        return values.find(FILE).filter(STANDARD_INPUT::equals).isPresent();
    }

    static VaultConfig vault(Values values, String url, FileLayout layout) {
        VaultName name = values.get(NAME);
        String column = values.find(COLUMN).orElse(name.text());
        String header = Optional.ofNullable(USUAL_HEADERS.get(name.text())).orElse(column);
        return new VaultConfig(
                name,
                new Destination(url, values.get(ID), values.find(TABLE).orElse(column), column),
                values.find(DATA_COLUMN).orElse(header),
                values.find(TOKEN_COLUMN).orElse(header + "_token"),
                files(values, name, layout),
                query(values, name));
    }

    private static VaultQuery query(Values values, VaultName name) {
        VaultQuery usual = UnionDefaults.of(name.text());
        return new VaultQuery(
                values.find(QUERY),
                values.find(CLAIM_COLUMNS).map(VaultSettings::names).orElse(usual.claimColumns()),
                values.find(MEMBER_COLUMNS).map(VaultSettings::names).orElse(usual.memberColumns()),
                values.find(UDF).or(usual::udf));
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static CsvFiles files(Values values, VaultName name, FileLayout layout) {
        if (readsStandardInput(values)) {
            return new CsvFiles.StandardInput();
        }
        return values.find(FILE)
                .<CsvFiles>map(file -> new CsvFiles.One(layout.path(file)))
                .orElseGet(() -> new CsvFiles.Two(
                        values.find(DATA_FILE).map(layout::path).orElseGet(() -> layout.data(name)),
                        values.find(TOKEN_FILE).map(layout::path).orElseGet(() -> layout.tokens(name))));
    }

    private static boolean isUsual(VaultName name) {
        return USUAL_HEADERS.containsKey(name.text());
    }
}
