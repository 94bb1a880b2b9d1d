package com.skyflow.loader.local.simulator.api;

import com.skyflow.loader.local.simulator.store.Rows;

/** Whether an insert brings its own tokens. */
enum Byot {
    DISABLE,
    ENABLE,
    ENABLE_STRICT;

    static Byot of(String text) {
        return switch (text) {
            case "DISABLE" -> DISABLE;
            case "ENABLE" -> ENABLE;
            case "ENABLE_STRICT" -> ENABLE_STRICT;
            default ->
                throw new Refusal(
                        400, "Insert failed. BYOT mode is invalid. Specify DISABLE, ENABLE or ENABLE_STRICT.");
        };
    }

    void check(Rows rows, int row) {
        if (this == DISABLE && rows.hasToken(row)) {
            throw new Refusal(400, "Insert failed. Tokens are not allowed when BYOT is DISABLE.");
        }
        if (this == ENABLE_STRICT && !rows.hasToken(row)) {
            throw new Refusal(400, "Insert failed. Tokens are required for all fields when BYOT is ENABLE_STRICT.");
        }
    }
}
