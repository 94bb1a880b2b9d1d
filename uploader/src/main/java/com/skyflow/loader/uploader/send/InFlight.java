package com.skyflow.loader.uploader.send;

/** A batch on its way to the vault. Called on the poll thread. */
public interface InFlight {
    /**
     * Makes no further call. A call that has begun is waited for; any other wait ends at once.
     *
     * @return whether none of the rows is in the vault, nor on the way there
     */
    boolean withdraw();

    /** Breaks off a call that has begun, too. */
    void breakOff();

    /** Where it stands. */
    Standing standing();
}
