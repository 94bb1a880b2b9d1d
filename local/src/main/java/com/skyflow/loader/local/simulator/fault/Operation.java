package com.skyflow.loader.local.simulator.fault;

/** What a call asks of the vault. */
public enum Operation {
    INSERT("POST", "/v1/vaults/{vault}/{table}"),
    BATCH("POST", "/v1/vaults/{vault}"),
    GET("GET", "/v1/vaults/{vault}/{table}"),
    QUERY("POST", "/v1/vaults/{vault}/query"),
    DETOKENIZE("POST", "/v1/vaults/{vault}/detokenize"),
    DELETE("DELETE", "/v1/vaults/{vault}/{table}"),
    DELETE_ONE("DELETE", "/v1/vaults/{vault}/{table}/{id}"),
    /** The exchange of an assertion for a bearer token; it belongs to no vault. */
    TOKEN("POST", "/v1/auth/sa/oauth/token"),
    /** None of the vault's calls; answered 404. */
    UNKNOWN("*", "*");

    private final String method;
    private final String template;

    Operation(String method, String template) {
        this.method = method;
        this.template = template;
    }

    public String method() {
        return method;
    }

    /** The path with names in place of what differs from call to call. */
    public String template() {
        return template;
    }
}
