package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.monitor.errorlog.ErrorLogs;
import com.skyflow.loader.monitor.status.RunStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the error log of a run and vault whenever its number of open dead letters has changed. Owned by one thread. */
final class ErrorLogWriter implements Consumer<List<RunStatus>> {
    private static final Logger log = LoggerFactory.getLogger(ErrorLogWriter.class);

    private final ErrorLogs logs;
    private final Path folder;
    private final Map<LedgerKey, Long> written = new HashMap<>();

    ErrorLogWriter(ErrorLogs logs, Path folder) {
        this.logs = logs;
        this.folder = folder;
    }

    @Override
    public void accept(List<RunStatus> runs) {
        runs.forEach(this::write);
    }

    private void write(RunStatus run) {
        boolean hasChanged = written.getOrDefault(run.key(), 0L) != run.open();
        run.balance().account().checkpoint().filter(any -> hasChanged).ifPresent(checkpoint -> {
            try {
                logs.write(checkpoint, folder);
                written.put(run.key(), run.open());
            } catch (LoaderException e) {
                log.atWarn().log(e.sentence());
            }
        });
    }
}
