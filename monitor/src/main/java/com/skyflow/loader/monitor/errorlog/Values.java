package com.skyflow.loader.monitor.errorlog;

/** Whether an error log shows the values and tokens of failed rows. */
public enum Values {
    MASKED,
    /** In clear: the file can be replayed, and has to be guarded like the source. */
    SHOWN
}
