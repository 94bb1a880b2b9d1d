package com.skyflow.loader.local.simulator.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit hash of bytes, the same in every process: eight bytes a step, each mixed by a multiplication. */
public final class Hash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /** The hash of {@code length} bytes from {@code from} on. */
    public static long of(byte[] bytes, int from, int length) {
        long hash = length * FACTOR;
        int at = from;
        for (int end = from + length - 7; at < end; at += 8) {
            hash = mix(hash ^ longAt(bytes, at));
        }
        long rest = 0;
        for (int end = from + length; at < end; at++) {
            rest = (rest << 8) | (bytes[at] & 0xFF);
        }
        return mix(hash ^ rest);
    }

    /** A number whose every bit depends on every bit of another; the finalizer of SplitMix64. */
    public static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }
}
