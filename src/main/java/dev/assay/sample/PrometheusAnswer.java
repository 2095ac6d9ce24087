package dev.assay.sample;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.ProviderException;
import dev.assay.text.DocumentException;
import dev.assay.text.GoNumber;
import dev.assay.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer of Prometheus to an instant query.
 *
 * @param result for conditions: a Double, or a list of Doubles
 * @param value for the measurement: the result as text
 */
record PrometheusAnswer(Object result, String value, List<String> warnings) {
    /** Status codes whose body describes the error in JSON. */
    private static final List<Integer> API_ERRORS = List.of(400, 422);

    static PrometheusAnswer read(String url, BoundedHttp.Answer answer) {
        int status = answer.status();
        boolean apiError = API_ERRORS.contains(status);
        if (status / 100 != 2 && !apiError) {
            String kind = status / 100 == 4
                    ? "client_error: client error: "
                    : status / 100 == 5 ? "server_error: server error: " : "bad_response: bad response code ";
            throw new ProviderException(kind + status + " from " + SampleRequest.shown(url)
                    + "; check that the address is that of a Prometheus");
        }
        JsonNode json = json(url, answer);
        if (json.path("status").asText().equals("error")) {
            throw new ProviderException(
                    json.path("errorType").asText() + ": " + json.path("error").asText());
        }
        if (apiError) {
            throw new ProviderException("bad_response: inconsistent body for response code");
        }
        List<String> warnings = new ArrayList<>();
        json.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return of(json.path("data"), warnings);
    }

    private static JsonNode json(String url, BoundedHttp.Answer answer) {
        try {
            return Json.object(answer.body());
        } catch (DocumentException e) {
            throw new ProviderException("bad_response: tried to read the answer of " + SampleRequest.shown(url)
                    + " (status " + answer.status() + "), but it is not what Prometheus answers (" + e.getMessage()
                    + "); check that the address is that of a Prometheus");
        }
    }

    private static PrometheusAnswer of(JsonNode data, List<String> warnings) {
        JsonNode result = data.path("result");
        switch (data.path("resultType").asText()) {
            case "scalar" -> {
                double value = number(result);
                return new PrometheusAnswer(value, GoNumber.format(value), warnings);
            }
            case "vector" -> {
                List<Double> values = new ArrayList<>();
                for (JsonNode sample : result) {
                    values.add(number(sample.path("value")));
                }
                String text = values.stream().map(GoNumber::format).collect(Collectors.joining(",", "[", "]"));
                return new PrometheusAnswer(List.copyOf(values), text, warnings);
            }
            default -> throw new ProviderException("Prometheus metric type not supported");
        }
    }

    /** @param pair an array of a time and a number in quotes */
    private static double number(JsonNode pair) {
        String text = pair.path(1).asText();
        try {
            return GoNumber.parse(text);
        } catch (NumberFormatException e) {
            throw new ProviderException("tried to read a value that Prometheus answered, but "
                    + (text.isEmpty() ? "there is none" : "\"" + text + "\" is no number")
                    + "; ask for something that is a number");
        }
    }
}
