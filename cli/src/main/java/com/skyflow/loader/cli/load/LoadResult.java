package com.skyflow.loader.cli.load;

import com.skyflow.loader.common.failure.ExitCode;
import java.time.Duration;
import java.util.List;

/** How a load ended. */
public record LoadResult(List<VaultResult> vaults, Duration elapsed) {
    public LoadResult {
        vaults = List.copyOf(vaults);
    }

    public ExitCode exitCode() {
        return ExitCode.weightiest(vaults.stream().map(VaultResult::exitCode).toList());
    }
}
