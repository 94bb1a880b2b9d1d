package com.skyflow.loader.extractor.csv;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.zip.ZipException;

/** Something that keeps a file from being read. It quotes nothing from its rows. */
final class CsvProblem extends RuntimeException {
    private final ExitCode midway;
    private final String what;
    private final String remedy;

    private CsvProblem(ExitCode midway, String what, String remedy) {
        super(what);
        this.midway = midway;
        this.what = what;
        this.remedy = remedy;
    }

    /**
     * The content is wrong: reading it again would not help.
     *
     * @param what which file, where, what was found and expected
     * @param remedy what a person has to do, as an imperative
     */
    static CsvProblem malformed(String what, String remedy) {
        return new CsvProblem(ExitCode.STOPPED, what, remedy);
    }

    /** Reading failed. */
    static CsvProblem unreadable(String file, IOException e) {
        return switch (e) {
            case ZipException damage -> damaged(file, damage);
            case EOFException damage -> damaged(file, damage);
            case AccessDeniedException denied -> forbidden(file);
            // Reading it again may help.
            default ->
                new CsvProblem(
                        ExitCode.UNFINISHED,
                        file + " cannot be read (" + e.getMessage() + ")",
                        "See to it that it can be read");
        };
    }

    static CsvProblem forbidden(String file) {
        return malformed(file + " cannot be read (permission denied)", "Allow it");
    }

    private static CsvProblem damaged(String file, IOException damage) {
        return malformed(file + " is damaged (" + damage.getMessage() + ")", "Give the whole file");
    }

    /** The end of the command that met it after having read so many rows. */
    LoaderException after(long rows) {
        return rows == 0
                ? new LoaderException(ExitCode.USAGE, what + "; nothing was published. " + remedy + " and start again.")
                : new LoaderException(
                        midway,
                        what + "; " + count(rows, "row") + " before it were read. " + remedy + " and start again.");
    }

    /** {@code 1 row}, {@code 2,000 rows}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
