package com.skyflow.loader.vault.client;

import com.skyflow.loader.vault.answer.Answer;

/** How many records a table holds, as far as the vault tells. */
public sealed interface TableCount {
    /** So many. */
    record Records(long records) implements TableCount {}

    /** It did not tell. */
    record Unknown(Answer answer) implements TableCount {}
}
