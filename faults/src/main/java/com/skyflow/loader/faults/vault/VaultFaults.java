package com.skyflow.loader.faults.vault;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.vault.PoisonedRows.Position;
import com.skyflow.loader.local.simulator.fault.Fault;
import com.skyflow.loader.local.simulator.fault.Moment;
import com.skyflow.loader.local.simulator.settings.RetryAfter;
import java.util.List;

/** The faults of vaults. */
public final class VaultFaults {
    public static final List<Scenario> ALL = List.of(
            new FailingCalls("vault-429-with-wait", Fault.Status.of(429, RetryAfter.seconds(2)), 3, 0),
            new FailingCalls("vault-429", Fault.Status.of(429), 3, 0),
            new FailingCalls("vault-500", Fault.Status.of(500), 20, 0),
            new FailingCalls("vault-503", Fault.Status.of(503), 20, 0),
            new FailingCalls("vault-silent", new Fault.Hang(Moment.BEFORE_STORING), 4, 0),
            new FailingCalls("vault-half-answer", new Fault.HalfBody(), 6, Load.BATCH),
            new FailingCalls("vault-answer-lost", new Fault.Reset(Moment.AFTER_STORING), 6, Load.BATCH),
            new BatchesTooLarge(),
            new TokensExpired(),
            new PoisonedRows(Position.FIRST),
            new PoisonedRows(Position.MIDDLE),
            new PoisonedRows(Position.LAST));

    private VaultFaults() {}
}
