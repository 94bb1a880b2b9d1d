package com.skyflow.loader.common.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The page that documents every setting, made from the declarations. */
public final class SettingsReference {
    private static final String INTRODUCTION = """
            # Settings

            The settings stand in `config.json` (another file: `-config`), in one JSON object a section: `performance.batch_size`
            is the key `batch_size` of the object `performance`. A flag goes before the file, the file before the default.
            A key that is missing, `null` or a blank text takes its default. Unknown keys and values out of range are refused,
            all at once, before anything is done. `config.example.json` is a file to start from; files of the Go loader are taken
            as they are.

            This page is made from the declarations in the code; a test keeps the two equal.
            """;

    private SettingsReference() {}

    /** The page in Markdown. */
    public static String markdown() {
        return INTRODUCTION
                + Arrays.stream(Tier.values()).map(SettingsReference::table).collect(Collectors.joining());
    }

    private static String table(Tier tier) {
        return Settings.all()
                .filter(setting -> setting.tier() == tier)
                .map(SettingsReference::row)
                .collect(Collectors.joining(
                        "",
                        "\n## " + tier.title()
                                + "\n\n| setting | meaning | unit | range | default |\n|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(Setting<?> setting) {
        Type<?> type = setting.type();
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(setting.path(), setting.meaning(), type.unit(), type.range(), setting.otherwise());
    }
}
