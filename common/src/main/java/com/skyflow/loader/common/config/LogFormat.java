package com.skyflow.loader.common.config;

/** The form of log lines. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON
}
