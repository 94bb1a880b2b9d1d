package com.skyflow.loader.cli.check;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.VaultName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Collects findings, and tells of each at once. Owned by one thread. */
public final class Findings {
    private final Consumer<Finding> told;
    private final List<Finding> all = new ArrayList<>();

    public Findings(Consumer<Finding> told) {
        this.told = told;
    }

    /**
     * Looks at something.
     *
     * @param look gives what was found, or throws a sentence with what to do
     * @return whether it will do
     */
    public boolean look(String subject, Supplier<String> look) {
        return look(subject, Optional.empty(), look);
    }

    /** Looks at something of a vault. */
    boolean look(String subject, VaultName vault, Supplier<String> look) {
        return look(subject, Optional.of(vault), look);
    }

    private boolean look(String subject, Optional<VaultName> vault, Supplier<String> look) {
        Finding finding;
        try {
            finding = new Finding(subject, vault, true, look.get());
        } catch (LoaderException e) {
            finding = new Finding(subject, vault, false, e.sentence());
        }
        all.add(finding);
        told.accept(finding);
        return finding.passed();
    }

    /** All so far. */
    public List<Finding> all() {
        return List.copyOf(all);
    }
}
