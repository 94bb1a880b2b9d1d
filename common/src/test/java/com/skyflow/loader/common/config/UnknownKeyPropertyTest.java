package com.skyflow.loader.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;

class UnknownKeyPropertyTest {
    private final Path folder;

    UnknownKeyPropertyTest() throws IOException {
        folder = Files.createTempDirectory("config");
    }

    @Property(tries = 500)
    void everyUnknownKeyIsRefused(
            @ForAll("sections") Section section,
            @ForAll @AlphaChars @Chars('_') @StringLength(min = 1, max = 20) String key)
            throws IOException {
        if (section.settings().containsKey(key)) {
            return;
        }
        String vault = "{'name': 'id', 'id': 'x'" + (section == VaultSettings.SECTION ? member(key) : "") + "}";
        String skyflow = "'skyflow': {'vault_url': 'https://v', 'vaults': [" + vault + "]"
                + (section == SkyflowSettings.SECTION ? member(key) : "") + "}";
        String other = section == VaultSettings.SECTION || section == SkyflowSettings.SECTION
                ? ""
                : ", '" + section.path() + "': {" + member(key).substring(1) + "}";
        Files.writeString(folder.resolve("config.json"), ("{" + skyflow + other + "}").replace('\'', '"'));

        LoaderException refusal =
                catchThrowableOfType(LoaderException.class, () -> new ConfigReader(folder).read(Overrides.none()));

        assertThat(refusal.sentence())
                .startsWith(section.path().replace("[]", "[0]") + '.' + key + ": unknown key")
                .doesNotContain("\n");
    }

    private static String member(String key) {
        return ",'" + key + "': 'x'";
    }

    @Provide
    Arbitrary<Section> sections() {
        List<Section> sections = new ArrayList<>(Settings.SECTIONS);
        sections.add(VaultSettings.SECTION);
        return Arbitraries.of(sections);
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("config.json"));
        Files.deleteIfExists(folder);
    }
}
