package dev.assay.wire.grpc;

import dev.assay.text.Causes;
import dev.assay.text.ForeignText;
import io.grpc.Status;
import javax.net.ssl.SSLException;

/** The words of a status for a message. */
public final class StatusText {
    /** More of what gRPC or the operating system says is of no use in a message. */
    private static final int MAX_DETAIL = 1_000;

    /** The words of its implementation that gRPC adds to a broken connection. */
    private static final String PIPELINE = "\nChannel Pipeline: ";

    private StatusText() {}

    /** Whether TLS could not be agreed on. */
    public static boolean isOfTls(Status status) {
        return Causes.of(status.getCause()).has(SSLException.class);
    }

    /**
     * The description of the status and its innermost cause, which holds the operating system's message, in brackets and
     * after a space; empty where it has neither.
     */
    public static String detail(Status status) {
        StringBuilder text = new StringBuilder();
        if (status.getDescription() != null) {
            text.append(status.getDescription().split(PIPELINE, 2)[0]);
        }
        String inner = Causes.of(status.getCause())
                .innermost()
                .map(Throwable::getMessage)
                .orElse("");
        if (text.indexOf(inner) < 0) {
            text.append(text.isEmpty() ? "" : ": ").append(inner);
        }
        return text.isEmpty() ? "" : " (" + ForeignText.oneLine(text.toString(), MAX_DETAIL) + ")";
    }
}
