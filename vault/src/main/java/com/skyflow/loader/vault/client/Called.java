package com.skyflow.loader.vault.client;

import com.skyflow.loader.vault.answer.Answer;
import com.skyflow.loader.vault.answer.Call;
import com.skyflow.loader.vault.answer.Response;
import com.skyflow.loader.vault.credential.Grant;

/** What came of a call that had to be authorized. */
sealed interface Called {
    /** An answer, whatever it says; a 401 only where no other token was to be had. */
    record Answered(Call call, Response response, Grant.Token token) implements Called {}

    /** None, or no call was made. */
    record Failed(Answer answer) implements Called {}
}
