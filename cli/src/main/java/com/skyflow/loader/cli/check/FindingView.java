package com.skyflow.loader.cli.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.skyflow.loader.common.vault.VaultName;
import java.util.List;

/** How findings are shown. */
public final class FindingView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FindingView() {}

    /** A line for people. */
    public static String line(Finding finding) {
        String what = finding.subject()
                + finding.vault().map(VaultName::text).map(vault -> " " + vault).orElse("");
        return "%-4s  %-18s  %s"
                .formatted(
                        finding.passed() ? "ok" : "FAIL", what, finding.text().replace('\n', ' '));
    }

    /** For programs: an array with an object for each. */
    public static String json(List<Finding> findings) {
        ArrayNode root = JSON.createArrayNode();
        for (Finding finding : findings) {
            ObjectNode json = root.addObject().put("check", finding.subject());
            finding.vault().ifPresent(vault -> json.put("vault", vault.text()));
            json.put("passed", finding.passed()).put("text", finding.text());
        }
        return root.toPrettyString();
    }
}
