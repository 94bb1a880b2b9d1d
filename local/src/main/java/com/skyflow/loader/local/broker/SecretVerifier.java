package com.skyflow.loader.local.broker;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.jspecify.annotations.Nullable;

/**
 * The broker's side of the secret: knows the one user of its own login. Kafka would look users up in the cluster's metadata, which
 * a broker can read only after it has logged in to its controller. Kafka creates it by its name.
 */
public final class SecretVerifier implements AuthenticateCallbackHandler {
    private String user = "";
    private @Nullable ScramCredential credential;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> logins) {
        Map<String, ?> login = logins.getFirst().getOptions();
        user = String.valueOf(login.get("username"));
        try {
            credential = new ScramFormatter(ScramMechanism.SCRAM_SHA_256)
                    .generateCredential(
                            String.valueOf(login.get("password")), ScramMechanism.SCRAM_SHA_256.minIterations());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        boolean known = false;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                known = user.equals(name.getDefaultName());
            } else if (callback instanceof ScramCredentialCallback asked) {
                if (known) {
                    asked.scramCredential(Objects.requireNonNull(credential, "configured first"));
                }
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}
}
