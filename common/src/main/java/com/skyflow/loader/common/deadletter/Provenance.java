package com.skyflow.loader.common.deadletter;

import com.skyflow.loader.common.deadletter.DeadLetter.Origin;

/**
 * What a dead letter keeps of its row when the row is replayed and fails again.
 *
 * @param origin where the row came from first
 * @param replays how often it has been replayed
 */
public record Provenance(Origin origin, int replays) {}
