package com.skyflow.loader.uploader.replay;

/** What becomes of a dead letter. The last four stay open, each for its reason. */
public enum Fate {
    /** Published again. */
    REPLAYED("replayed"),
    /** Put aside, in the topic of parked rows. */
    PARKED("parked"),
    /** Deleted. */
    PURGED("purged"),
    NO_PAIR("without a value and a token as text"),
    UNKNOWN_RUN("of a run that is not known"),
    ABANDONED("of a run that was given up, whose rows are never uploaded"),
    ELSEWHERE("of a run that was meant for another destination");

    private final String words;

    Fate(String words) {
        this.words = words;
    }

    /** What can be said of such a row, after its number. */
    public String words() {
        return words;
    }

    /** Whether the dead letter is closed with it. */
    public boolean isClosed() {
        return switch (this) {
            case REPLAYED, PARKED, PURGED -> true;
            case NO_PAIR, UNKNOWN_RUN, ABANDONED, ELSEWHERE -> false;
        };
    }
}
