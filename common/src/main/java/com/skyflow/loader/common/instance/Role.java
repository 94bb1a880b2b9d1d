package com.skyflow.loader.common.instance;

/** What a process does for a vault. */
public enum Role {
    EXTRACTOR,
    UPLOADER
}
