package com.skyflow.loader.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.cli.view.AccountJson;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.Checkpoint.Repeats;

/** What a load came to, for programs: one JSON object. */
public final class SummaryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SummaryJson() {}

    /** The text of the object. */
    public static String of(LoadResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("exit_code", result.exitCode().code());
        root.put("seconds", result.elapsed().toMillis() / 1e3);
        result.vaults().forEach(vault -> add(root.withArray("vaults").addObject(), vault));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ObjectNode json, VaultResult vault) {
        Account account = vault.account();
        json.put("vault", vault.vault().text());
        vault.checkpoint().ifPresent(run -> {
            json.put("run", run.run());
            json.put("state", run.state().name().toLowerCase(java.util.Locale.ROOT));
            Repeats repeats = run.repeats();
            if (repeats != null) {
                json.put("repeated_values", repeats.rows());
                json.put("repeated_values_exact", repeats.exact());
            }
        });
        AccountJson.add(json, account, vault.pending(), vault.balances());
        vault.errorLog().ifPresent(file -> json.put("error_log", file.toString()));
        vault.problems().forEach(json.withArray("problems")::add);
        json.put("exit_code", vault.exitCode().code());
    }
}
