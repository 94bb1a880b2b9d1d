package com.skyflow.loader.vault.client;

import com.skyflow.loader.vault.answer.Answer;

/** What a vault said to a question, as far as it told. It may hold values, and prints none. */
public sealed interface Told<T> {
    /** Its answer. */
    record Known<T>(T what) implements Told<T> {
        @Override
        public String toString() {
            return "Known[***]";
        }
    }

    /** It did not tell. */
    record Unknown<T>(Answer answer) implements Told<T> {}
}
