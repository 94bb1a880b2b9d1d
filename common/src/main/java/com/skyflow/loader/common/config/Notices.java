package com.skyflow.loader.common.config;

import com.skyflow.loader.common.config.Values.Origin;
import java.util.ArrayList;
import java.util.List;

/** What is accepted in the file but should be known to its user. */
final class Notices {
    private Notices() {}

    static List<String> about(ConfigFile file, Sections sections) {
        List<String> notices = new ArrayList<>();
        if (file.isReadableByOthers()) {
            secret(file, sections.skyflow(), SkyflowSettings.BEARER_TOKEN, notices);
            secret(file, sections.skyflow(), SkyflowSettings.API_KEY, notices);
            secret(file, sections.connection(), ConnectionSettings.PROXY_PASSWORD, notices);
            secret(file, sections.connection(), ConnectionSettings.KEY_PASSPHRASE, notices);
            List.of(
                            SnowflakeSettings.PASSWORD,
                            SnowflakeSettings.TOKEN,
                            SnowflakeSettings.PRIVATE_KEY_BASE64,
                            SnowflakeSettings.PRIVATE_KEY_PASSPHRASE)
                    .forEach(setting -> secret(file, sections.snowflake(), setting, notices));
            sections.kafka().find(KafkaSettings.PROPERTIES).map(ClientProperties::secrets).orElse(List.of()).stream()
                    .map(property -> KafkaSettings.PROPERTIES.path() + '.' + property)
                    .forEach(path -> secret(file, path, notices));
        }
        if (CsvSettings.isAmbiguous(sections.csv())) {
            notices.add(file.name() + " names both csv.data_directory and the older csv.data_file or csv.token_file: "
                    + (CsvSettings.isOldLayout(sections.csv()) ? "the flag decides" : "csv.data_directory is used"));
        }
        if (sections.performance().isGiven(PerformanceSettings.APPEND_SUFFIX)) {
            notices.add("performance.append_suffix is ignored: suffixes change real data, so that only the flag"
                    + " -append-suffix adds them");
        }
        return notices;
    }

    private static void secret(ConfigFile file, Values values, Setting<?> setting, List<String> notices) {
        if (values.isGivenBy(Origin.FILE, setting)) {
            secret(file, setting.path(), notices);
        }
    }

    private static void secret(ConfigFile file, String path, List<String> notices) {
        notices.add(file.name() + " holds " + path + " and can be read by other users of this machine: chmod 600 "
                + file.name());
    }
}
