package com.skyflow.loader.cli.instance;

import com.skyflow.loader.common.vault.VaultName;
import java.nio.file.Path;

/** A program that takes a name, prints it, and keeps it until it is killed. */
final class SlotHolder {
    private SlotHolder() {}

    public static void main(String[] folder) throws InterruptedException {
        Path path = Path.of(folder[0]);
        try (InstanceSlot slot = InstanceSlot.take(path, VaultName.of("name"), InstanceSlot.name(path))) {
            System.out.println(slot.name());
            Thread.currentThread().join();
        }
    }
}
