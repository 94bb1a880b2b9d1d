package com.skyflow.loader.faults.network;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import com.skyflow.loader.testing.TcpProxy;
import java.util.List;

/** Something happens to the line between an uploader and its vault. */
record VaultLine(String name, LineFault fault) implements Scenario {
    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        TcpProxy line = stage.keep(TcpProxy.to(load.vault().port()));
        load.config().withObject("/skyflow").put("vault_url", "http://" + line.address());
        // So that a call is given up within seconds.
        load.config().withObject("/performance").put("request_timeout_ms", 2_000);
        load.publish();
        load.rowsPerSecond(20_000);
        ChildProcess process = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(15, 60));
        TcpProxy.Counts before = line.counts();
        fault.happen(load, List.of(line));
        // A call that breaks off, or is answered too late, costs its connection, and may have been taken.
        long touched = before.open() + line.counts().connections() - before.connections();
        load.mayRepeat(touched * Load.BATCH);
        load.awaitEnd(process, 0);
    }
}
