package com.skyflow.loader.cli.view;

import java.util.List;

/** Where a load shows itself while it goes on. Used by one thread. */
public interface LoadView {
    /** Says something once. */
    void notice(String sentence);

    /** Shows how far it is. */
    void show(List<VaultProgress> vaults);

    /** Ends the display; what is shown last stays. */
    void end();
}
