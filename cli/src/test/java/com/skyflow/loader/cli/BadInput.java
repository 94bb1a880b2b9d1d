package com.skyflow.loader.cli;

import com.skyflow.loader.local.simulator.SimulatorSettings;
import java.util.function.Consumer;

/**
 * One wrong input. In its texts a word in braces stands for what differs from run to run: {@code {folder}}, {@code {config}}, {@code
 * {servers}}, {@code {prefix}}, {@code {vault}} for the vault's port, {@code {today}}, and what the case itself gives a name.
 *
 * @param name what it is
 * @param vault how the vault is set
 * @param change makes it wrong
 * @param line the command
 * @param status its exit status
 * @param message all that it says of it
 * @param rows what becomes of the rows
 */
record BadInput(
        String name,
        SimulatorSettings vault,
        Consumer<BadInputWorld> change,
        String line,
        int status,
        String message,
        Rows rows) {
    private static final String RUN = "run -config {config}";
    private static final String RUN_FOR_JSON = RUN + " --output json";

    /** How it is shown that no row is lost. */
    sealed interface Rows {
        /** Nothing was published, and no vault was called. */
        record Untouched() implements Rows {}

        /** All are pending, and the same command loads them once the cause is mended. */
        record Pending(Consumer<BadInputWorld> mend) implements Rows {}

        /**
         * None counts as done, though some may be in the vault, and the same command loads all once the cause is mended.
         *
         * @param published how many are in the vault's topic; the others stand in the source alone
         */
        record Undone(int published, Consumer<BadInputWorld> mend) implements Rows {}

        /**
         * All are in the vault nevertheless.
         *
         * @param refusal the status with which the vault refused calls
         */
        record Loaded(int refusal) implements Rows {}
    }

    /** A command that is refused, with another status than for wrong usage and settings. */
    static BadInput refused(String name, Consumer<BadInputWorld> change, String line, int status, String message) {
        return new BadInput(name, SimulatorSettings.defaults(), change, line, status, message, new Rows.Untouched());
    }

    /** A command that is refused. */
    static BadInput refused(String name, Consumer<BadInputWorld> change, String line, String message) {
        return refused(name, change, line, 1, message);
    }

    /** A load that is refused. */
    static BadInput refused(String name, Consumer<BadInputWorld> change, String message) {
        return refused(name, change, RUN, message);
    }

    /** A load that stops, and goes on once the cause is mended. */
    static BadInput stopped(
            String name,
            SimulatorSettings vault,
            Consumer<BadInputWorld> change,
            int status,
            String message,
            Consumer<BadInputWorld> mend) {
        return new BadInput(name, vault, change, RUN_FOR_JSON, status, message, new Rows.Pending(mend));
    }

    /** A load that stops when it comes to what it may not do, and goes on once it may. */
    static BadInput barred(
            String name, Consumer<BadInputWorld> change, String message, int published, Consumer<BadInputWorld> mend) {
        return new BadInput(
                name, SimulatorSettings.defaults(), change, RUN_FOR_JSON, 3, message, new Rows.Undone(published, mend));
    }

    /** A load that gets along with it. */
    static BadInput borne(String name, SimulatorSettings vault, Consumer<BadInputWorld> change, int refusal) {
        return new BadInput(name, vault, change, RUN_FOR_JSON, 0, "", new Rows.Loaded(refusal));
    }

    @Override
    public String toString() {
        return name;
    }
}
