package com.skyflow.loader.faults.process;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.faults.Scenario;
import com.skyflow.loader.faults.Stage;
import com.skyflow.loader.testing.ChildProcess;
import java.util.stream.Stream;

/** One uploader becomes eight under load, and these become one again: nothing may be repeated. */
final class UploadersScaled implements Scenario {
    private static final int MOST = 8;

    @Override
    public String name() {
        return "uploaders-scaled";
    }

    @Override
    public void play(Stage stage) {
        Load load = stage.load();
        load.publish();
        load.rowsPerSecond(1_500);
        ChildProcess lasting = load.start("upload", "--until-drained");
        load.awaitUploaded(stage.percent(5, 8));
        load.fault(() -> {
            // What there is has to last until all have come.
            load.rowsPerSecond(600);
            var others =
                    Stream.generate(() -> load.start("upload")).limit(MOST - 1).toList();
            load.awaitBusy(MOST);
            load.prove(
                    "eight uploaders had partitions while rows were left",
                    load.source().rows() - load.held());
            others.forEach(ChildProcess::sigterm);
            others.forEach(other -> load.awaitEnd(other, 4));
            load.awaitBusy(1);
        });
        load.prove("rows were left for the one", load.source().rows() - load.held());
        load.rowsPerSecond(20_000);
        load.awaitEnd(lasting, 0);
    }
}
