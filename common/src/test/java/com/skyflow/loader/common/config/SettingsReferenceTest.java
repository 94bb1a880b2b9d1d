package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    @Test
    void thePageIsWhatTheDeclarationsSay() throws IOException {
        Path page = Path.of("..", "docs", "settings.md");
        Path made = Path.of("target", "settings.md");
        Files.writeString(made, SettingsReference.markdown());

        assertThat(page).as("common/target/settings.md is the new page").hasSameTextualContentAs(made);
    }

    @Test
    void everySettingHasItsPlaceInTheReference() {
        assertThat(SettingsReference.markdown().lines().filter(line -> line.startsWith("| `")))
                .hasSize((int) Settings.all().count());
    }
}
