package dev.assay.measure;

/** Manifests of runs for tests. */
public final class RunManifests {
    private RunManifests() {}

    /**
     * The JSON of an AnalysisRun.
     *
     * @param spec members of its spec, each with a comma behind it
     */
    public static String run(String spec, String... metrics) {
        return "{\"metadata\":{\"name\":\"r\"},\"spec\":{" + spec + "\"metrics\":[" + String.join(",", metrics) + "]}}";
    }

    /** A metric of the plugin {@link FakePluginHost#SCRAPE}. */
    public static String plugin(String metric) {
        return metric(metric, "{\"plugin\":{\"assay/sample-scrape\":{}}}");
    }

    public static String metric(String name, String provider) {
        return "{\"name\":\"" + name + "\",\"provider\":" + provider + "}";
    }
}
