package dev.assay.api.measurement;

/** The examples of the OpenAPI description of measurements. */
final class MeasurementExamples {
    static final String MANIFEST = """
            {"spec":{"metrics":[{"name":"uptime","successCondition":"result > 0","provider":{"plugin":{\
            "assay/sample-scrape":{"url":"http://localhost:9000/q/metrics","metric":"process_uptime_seconds"}}}}]}}""";

    static final String STATUS = """
            {"phase":"Successful","metricResults":[{"name":"uptime","phase":"Successful","measurements":[{\
            "phase":"Successful","startedAt":"2026-01-02T03:04:05Z","finishedAt":"2026-01-02T03:04:05Z","value":"12.5"}],\
            "count":1,"successful":1,"consecutiveSuccess":1}],"startedAt":"2026-01-02T03:04:05Z",\
            "completedAt":"2026-01-02T03:04:05Z"}""";

    static final String EVENTS = """
            event: metricResult
            data: {"name":"uptime","phase":"Successful","measurements":[{"phase":"Successful","value":"12.5"}]}

            event: status
            data: {"phase":"Successful","metricResults":[{"name":"uptime","phase":"Successful"}]}
            """;

    static final String INVALID_ANALYSIS = """
            {"type":"urn:assay:problem:invalid-analysis","title":"The analysis is not valid","status":422,\
            "detail":"Analysis spec invalid: metrics[0]: no provider specified","instance":"/api/v1/measurements",\
            "faults":["metrics[0]: no provider specified"]}""";

    private MeasurementExamples() {}
}
