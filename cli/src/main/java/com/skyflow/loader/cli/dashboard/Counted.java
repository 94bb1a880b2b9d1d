package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.cli.view.LetterCounts;
import com.skyflow.loader.monitor.status.RunStatus;
import java.time.Instant;
import java.util.List;

/** What was counted in the topics. */
record Counted(List<RunStatus> runs, List<LetterCounts> letters, Instant at) {}
