package com.skyflow.loader.common.vault;

/**
 * The place that rows are meant for. A run is bound to its destination: an uploader refuses rows of another.
 *
 * @param url base URL of the vault API, without a trailing slash
 * @param vaultId id of the vault
 * @param table table in the vault
 * @param column column of the table that holds the value and its token
 */
public record Destination(String url, String vaultId, String table, String column) {
    public Destination {
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
    }

    @Override
    public String toString() {
        return url + "/v1/vaults/" + vaultId + "/" + table + " column " + column;
    }
}
