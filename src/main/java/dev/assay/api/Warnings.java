package dev.assay.api;

import dev.assay.text.ForeignText;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Warnings to a caller, as the header {@code Warning} that a Kubernetes API server sends: {@code 299 - "text"} (RFC 7234,
 * section 5.5).
 */
public final class Warnings {
    /** Headers of an answer share 8 KiB in many clients. */
    private static final int MOST = 20;

    private static final int LONGEST = 250;

    private Warnings() {}

    /** Adds them to an answer whose head has not been sent. */
    public static void add(HttpServerResponse response, List<String> warnings) {
        warnings.stream().limit(MOST).forEach(warning -> add(response, warning));
        if (warnings.size() > MOST) {
            add(response, "and " + (warnings.size() - MOST) + " more");
        }
    }

    private static void add(HttpServerResponse response, String warning) {
        String text =
                ForeignText.oneLine(warning, LONGEST).replace("\\", "\\\\").replace("\"", "\\\"");
        String ascii = text.codePoints()
                .map(c -> c < 0x7f ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        response.headers().add("Warning", "299 - \"" + ascii + "\"");
    }
}
