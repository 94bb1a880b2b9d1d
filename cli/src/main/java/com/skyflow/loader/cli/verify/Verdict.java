package com.skyflow.loader.cli.verify;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.vault.VaultName;
import java.util.Optional;

/**
 * What came of the verification of one vault.
 *
 * @param evidence what was compared; empty if it came to no comparison
 * @param problem why the vault does not agree or could not be compared; empty if it agrees
 * @param exitCode what that means for the command
 */
public record Verdict(VaultName vault, Optional<Evidence> evidence, Optional<String> problem, ExitCode exitCode) {
    static Verdict of(Evidence evidence) {
        Optional<String> problem = evidence.disagreement();
        return new Verdict(
                evidence.run().vault(),
                Optional.of(evidence),
                problem,
                problem.isPresent() ? ExitCode.STOPPED : ExitCode.LOADED);
    }

    static Verdict failed(VaultName vault, LoaderException failure) {
        return new Verdict(vault, Optional.empty(), Optional.of(failure.sentence()), failure.exitCode());
    }
}
