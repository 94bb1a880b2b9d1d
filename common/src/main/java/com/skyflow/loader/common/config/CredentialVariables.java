package com.skyflow.loader.common.config;

import com.skyflow.loader.common.failure.LoaderException;
import com.skyflow.loader.common.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The credential of the vault API in the environment. */
public final class CredentialVariables {
    private static final String BEARER_TOKEN = "SKYFLOW_BEARER_TOKEN";
    private static final String API_KEY = "SKYFLOW_API_KEY";
    private static final String FILE = "SKYFLOW_CREDENTIALS_FILE";

    private CredentialVariables() {}

    /**
     * Reads it. A blank variable is as if it were not set.
     *
     * @param folder where a relative path starts
     * @throws LoaderException if there is more than one, or one that cannot be
     */
    public static Optional<CredentialConfig> read(Map<String, String> environment, Path folder) {
        List<String> given = List.of(BEARER_TOKEN, API_KEY, FILE).stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        if (given.size() > 1) {
            problems.add(String.join(" and ", given), SkyflowSettings.MORE_THAN_ONE);
            problems.refuse();
        }
        String name = given.getFirst();
        String text = environment.getOrDefault(name, "").strip();
        try {
            return Optional.of(
                    switch (name) {
                        case BEARER_TOKEN -> new CredentialConfig.Bearer(new Secret(text));
                        case API_KEY -> new CredentialConfig.Bearer(ApiKey.parse(text));
                        default -> new CredentialConfig.File(folder.resolve(text), text);
                    });
        } catch (IllegalArgumentException e) {
            problems.add(name, String.valueOf(e.getMessage()));
            problems.refuse();
            throw e;
        }
    }
}
