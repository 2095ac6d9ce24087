package dev.assay.api.analysisrun;

/** The examples of the OpenAPI description of AnalysisRuns. */
final class AnalysisRunExamples {
    static final String MANIFEST = """
            {"kind":"AnalysisRun","metadata":{"name":"uptime"},"spec":{"metrics":[{"name":"uptime","interval":"1s","count":3,\
            "successCondition":"result > 0","provider":{"plugin":{"assay/sample-scrape":{\
            "url":"http://localhost:9000/q/metrics","metric":"process_uptime_seconds"}}}}]}}""";

    static final String RUN = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"uptime",\
            "creationTimestamp":"2026-01-02T03:04:05Z"},"spec":{"metrics":[{"name":"uptime","interval":"1s","count":3,\
            "successCondition":"result > 0","provider":{"plugin":{"assay/sample-scrape":{\
            "url":"http://localhost:9000/q/metrics","metric":"process_uptime_seconds"}}}}]},\
            "status":{"phase":"Running","metricResults":[{"name":"uptime","phase":"Running","measurements":[{\
            "phase":"Successful","startedAt":"2026-01-02T03:04:05Z","finishedAt":"2026-01-02T03:04:05Z","value":"12.5"}],\
            "count":1,"successful":1,"consecutiveSuccess":1}],"startedAt":"2026-01-02T03:04:05Z",\
            "runSummary":{"count":1},"dryRunSummary":{}}}""";

    static final String LIST = """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRunList","metadata":{},"items":[{\
            "apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"uptime",\
            "creationTimestamp":"2026-01-02T03:04:05Z"},"spec":{},"status":{"phase":"Running","metricResults":[{\
            "name":"uptime","phase":"Running","count":1,"successful":1,"consecutiveSuccess":1}],\
            "startedAt":"2026-01-02T03:04:05Z","runSummary":{"count":1},"dryRunSummary":{}}}]}""";

    static final String LIST_EVENTS = """
            event: analysisruns
            data: {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRunList","metadata":{},"items":[]}

            event: analysisrun
            data: {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"uptime"},"spec":{}}

            event: removed
            data: {"name":"uptime"}
            """;

    static final String EVENTS = """
            event: analysisrun
            data: {"apiVersion":"argoproj.io/v1alpha1","kind":"AnalysisRun","metadata":{"name":"uptime"},"spec":{}}
            """;

    private AnalysisRunExamples() {}
}
