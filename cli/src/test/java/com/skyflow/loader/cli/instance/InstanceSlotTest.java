package com.skyflow.loader.cli.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyflow.loader.common.vault.VaultName;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceSlotTest {
    private static final VaultName VAULT = VaultName.of("name");

    @TempDir
    Path folder;

    @Test
    void differsFromThatOfALivingOne() {
        try (InstanceSlot first = InstanceSlot.take(folder, VAULT, InstanceSlot.name(folder));
                InstanceSlot second = InstanceSlot.take(folder, VAULT, InstanceSlot.name(folder))) {
            assertThat(first.name()).endsWith("-0");
            assertThat(second.name()).isEqualTo(first.name().replaceFirst("-0$", "-1"));
        }
    }

    @Test
    void isFreeAgainWhenGivenBack() {
        String first = nameOf(folder);

        assertThat(nameOf(folder)).isEqualTo(first);
    }

    @Test
    void differsBetweenFolders() {
        assertThat(nameOf(folder.resolve("a"))).isNotEqualTo(nameOf(folder.resolve("b")));
    }

    @Test
    void differsBetweenProcessesAndComesBackAfterAKill() {
        try (ChildProcess other =
                JavaCommand.of(SlotHolder.class, folder, folder.toString()).start()) {
            other.awaitOutput("-0\n", Duration.ofMinutes(2));
            String theirs = other.stdout().strip();
            assertThat(nameOf(folder)).isEqualTo(theirs.replaceFirst("-0$", "-1"));

            other.sigkill();

            assertThat(nameOf(folder)).isEqualTo(theirs);
        }
    }

    private static String nameOf(Path folder) {
        try (InstanceSlot slot = InstanceSlot.take(folder, VAULT, InstanceSlot.name(folder))) {
            return slot.name();
        }
    }
}
