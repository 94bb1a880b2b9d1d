package com.skyflow.loader.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void printsNothingOfItsText() {
        assertThat(new Secret("bearer-token")).hasToString("***");
        assertThat(new Secret("bearer-token").reveal()).isEqualTo("bearer-token");
    }

    @Test
    void blanksAroundItDoNotCount() {
        assertThat(new Secret(" token\n"))
                .isEqualTo(new Secret("token"))
                .hasSameHashCodeAs(new Secret("token"))
                .isNotEqualTo(new Secret("Token"));
    }

    @Test
    void refusesABlankText() {
        assertThatThrownBy(() -> new Secret(" \t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret must not be blank");
    }
}
