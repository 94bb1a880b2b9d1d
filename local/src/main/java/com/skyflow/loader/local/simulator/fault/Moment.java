package com.skyflow.loader.local.simulator.fault;

/** Whether a fault comes before the records of its call are stored, or after. */
public enum Moment {
    BEFORE_STORING,
    /** The call succeeded, and its caller does not learn so. Such a fault strikes only calls that succeeded. */
    AFTER_STORING
}
