package dev.assay.wire;

/** The words that Argo Rollouts and its metric plugins have for each other, which were others before release 1.5. */
public enum Dialect {
    /** Since argo-rollouts v1.5.0-rc1 ({@code metricproviders/plugin/client/client.go}). */
    CURRENT("metricprovider", ""),

    /**
     * Before it: v0.0.4 of argoproj-labs/sample-prometheus, of February 2023. It was built with argo-rollouts
     * 32627786696f, which is no release. Still earlier ones have a key without a namespace, which nobody can configure.
     */
    BEFORE_1_5("metrics", "-pre-1.5");

    private final String cookie;
    private final String suffix;

    Dialect(String cookie, String suffix) {
        this.cookie = cookie;
        this.suffix = suffix;
    }

    /** The value of the magic cookie {@code ARGO_ROLLOUTS_RPC_PLUGIN}, without which a plugin does not serve. */
    public String cookie() {
        return cookie;
    }

    /**
     * The name of a protocol in this dialect, for people, for instance {@code netrpc-pre-1.5}.
     *
     * @param protocol as in a handshake line
     */
    public String nameOf(String protocol) {
        return protocol + suffix;
    }

    public Dialect other() {
        return this == CURRENT ? BEFORE_1_5 : CURRENT;
    }
}
