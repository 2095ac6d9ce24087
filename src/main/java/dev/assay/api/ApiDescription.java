package dev.assay.api;

/** Names and examples of the OpenAPI description; its endpoints and schemas stand with the code that they describe. */
final class ApiDescription {
    static final String MEASUREMENTS = "measurements";
    static final String PLUGINS = "plugins";
    static final String PROBLEM = "Problem";
    static final String OVERLOADED = "Overloaded";
    static final String MANIFEST = "Manifest";
    static final String PHASE = "Phase";
    static final String SPEC = "AnalysisSpec";

    static final String FAIL_FAST =
            "Whether a call fails at once where it would wait, because its plugin is BackingOff, does not answer, or is"
                    + " full. By default as assay.call.fail-fast says.";

    static final String MANIFEST_EXAMPLE = """
            {"spec":{"metrics":[{"name":"uptime","successCondition":"result > 0","provider":{"plugin":{\
            "assay/sample-scrape":{"url":"http://localhost:9000/q/metrics","metric":"process_uptime_seconds"}}}}]}}""";

    static final String STATUS_EXAMPLE = """
            {"phase":"Successful","metricResults":[{"name":"uptime","phase":"Successful","measurements":[{\
            "phase":"Successful","startedAt":"2026-01-02T03:04:05Z","finishedAt":"2026-01-02T03:04:05Z","value":"12.5"}],\
            "count":1,"successful":1,"consecutiveSuccess":1}],"startedAt":"2026-01-02T03:04:05Z",\
            "completedAt":"2026-01-02T03:04:05Z"}""";

    static final String EVENTS_EXAMPLE = """
            event: metricResult
            data: {"name":"uptime","phase":"Successful","measurements":[{"phase":"Successful","value":"12.5"}]}

            event: status
            data: {"phase":"Successful","metricResults":[{"name":"uptime","phase":"Successful"}]}
            """;

    static final String INVALID_ANALYSIS_EXAMPLE = """
            {"type":"urn:assay:problem:invalid-analysis","title":"The analysis is not valid","status":422,\
            "detail":"Analysis spec invalid: metrics[0]: no provider specified","instance":"/api/v1/measurements",\
            "faults":["metrics[0]: no provider specified"]}""";

    static final String CALL_EXAMPLE = """
            {"metric":{"name":"uptime","provider":{"plugin":{"assay/sample-scrape":{\
            "url":"http://localhost:9000/q/metrics","metric":"process_uptime_seconds"}}}}}""";

    static final String FIELD_VALIDATION =
            "What happens to fields that Argo does not know, by the names of Kubernetes' API: Strict refuses them, Warn sends a"
                    + " header Warning for each, Ignore does nothing. An analysis is read strictly. A call of one verb is not,"
                    + " since a newer Argo may have made it.";

    private ApiDescription() {}
}
