package dev.assay.run.place;

import dev.assay.text.Causes;
import dev.assay.text.ForeignText;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A request to the server that got no answer. The message completes "but". */
final class ServerFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 200;

    private final boolean sent;
    private final boolean lasting;

    /**
     * @param sent whether the server may have got the request
     * @param lasting whether another attempt would fail in the same way
     */
    ServerFault(String reason, boolean sent, boolean lasting, @Nullable Throwable cause) {
        super(reason, cause);
        this.sent = sent;
        this.lasting = lasting;
    }

    /** Finds out what a failure of the HTTP client means. */
    static ServerFault of(Throwable failure) {
        Causes causes = Causes.of(failure);
        for (Throwable cause : causes.all()) {
            if (cause instanceof ServerFault known) {
                return known;
            }
            if (cause instanceof SSLException) {
                return new ServerFault("TLS failed (" + reason(cause) + ")", false, true, failure);
            }
            if (cause instanceof UnresolvedAddressException) {
                return new ServerFault("no host of that name is known", false, false, failure);
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return new ServerFault("it did not take the connection in time", false, false, failure);
            }
        }
        Optional<ConnectException> refused = causes.first(ConnectException.class);
        if (refused.isPresent()) {
            String reason = refused.get().getMessage() == null ? "nobody takes the connection" : reason(refused.get());
            return new ServerFault(reason, false, false, failure);
        }
        Throwable last = causes.innermost().orElse(failure);
        return last instanceof TimeoutException
                ? new ServerFault("it did not answer in time", true, false, failure)
                : new ServerFault("the connection broke (" + reason(last) + ")", true, false, failure);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return ForeignText.oneLine(message == null ? failure.getClass().getSimpleName() : message, LONGEST_REASON);
    }

    boolean isSent() {
        return sent;
    }

    boolean isLasting() {
        return lasting;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
