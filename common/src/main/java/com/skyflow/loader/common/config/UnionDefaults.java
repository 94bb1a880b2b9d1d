package com.skyflow.loader.common.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns and functions by which the Go loader asks for the usual vaults in mode {@code union}. */
final class UnionDefaults {
    private static final Map<String, VaultQuery> BY_VAULT = Map.of(
            "name",
            query(
                    List.of("SRC_MBR_FRST_NM", "SRC_MBR_LAST_NM", "SRC_MBR_MID_INIT_NM"),
                    List.of("FRST_NM", "LAST_NM", "MID_INIT_NM"),
                    "SKFL_MBR_NAME_DETOK"),
            "id",
            query(
                    List.of("SRC_ENRLMNT_ID", "SRC_HC_ID", "SRC_SBSCRBR_ID"),
                    List.of("SRC_ENRLMNT_ID", "HC_ID", "SBSCRBR_ID"),
                    "SKFL_MBR_IDENTIFIERS_DETOK"),
            "dob",
            query(List.of("SRC_MBR_BRTH_DT"), List.of("BRTH_DT"), "SKFL_BIRTHDATE_DETOK"),
            "ssn",
            query(List.of("SRC_MBR_SSN"), List.of("SSN"), "SKFL_SSN_DETOK"));

    private UnionDefaults() {}

    static VaultQuery of(String vault) {
        return BY_VAULT.getOrDefault(vault, VaultQuery.NONE);
    }

    private static VaultQuery query(List<String> claims, List<String> members, String udf) {
        return new VaultQuery(Optional.empty(), claims, members, Optional.of(udf));
    }
}
