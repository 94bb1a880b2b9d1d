package com.skyflow.loader.uploader.health;

/** The vault is not called any more. */
public final class StoppedException extends Exception {
    StoppedException() {
        super("stopped", null, false, false);
    }
}
