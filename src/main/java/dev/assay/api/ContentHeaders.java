package dev.assay.api;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;
import org.jspecify.annotations.Nullable;

/** The headers that say how bodies are written: {@code Content-Type}, {@code Content-Encoding} and {@code Accept}. */
final class ContentHeaders {
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8");

    /** Charsets that share US-ASCII with UTF-8. Some clients name them for every body that they send. */
    private static final Set<String> LIKE_ASCII = Set.of("us-ascii", "iso-8859-1");

    private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

    private static final String NOT_UTF_8 =
            "tried to read the body, but the charset of its Content-Type is not UTF-8; encode the body as UTF-8, and name"
                    + " that charset or none";

    private ContentHeaders() {}

    /** The refusal of a body that is written in another way than Assay reads it, or of an answer that nobody could write. */
    static Optional<Problem> refusal(HttpServerRequest request) {
        String path = request.path();
        if (!request.headers().getAll(HttpHeaders.ACCEPT).stream().allMatch(ContentHeaders::isListOfTypes)) {
            return Optional.of(HttpProblems.unreadableAccept(path));
        }
        if (request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream().anyMatch(ContentHeaders::isCompressed)) {
            return Optional.of(HttpProblems.unsupported(
                    "tried to read the body, but its Content-Encoding is none that Assay reads; send it uncompressed,"
                            + " without Content-Encoding",
                    path));
        }
        @Nullable String text = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (text == null) {
            return Optional.empty();
        }
        MediaType type;
        try {
            type = MediaType.valueOf(text);
        } catch (IllegalArgumentException e) {
            return Optional.of(HttpProblems.of(Response.Status.UNSUPPORTED_MEDIA_TYPE, path));
        }
        String charset = charset(type);
        return UTF_8.contains(charset) || LIKE_ASCII.contains(charset)
                ? Optional.empty()
                : Optional.of(HttpProblems.unsupported(NOT_UTF_8, path));
    }

    /**
     * Checks that a body means in UTF-8 what it means in the charset of its type, which {@link #refusal} let pass.
     *
     * @throws RequestRefusedException when it does not
     */
    static void requireUtf8(MediaType type, byte[] body) {
        if (UTF_8.contains(charset(type))) {
            return;
        }
        for (byte b : body) {
            if (b < 0) {
                throw new RequestRefusedException(Kind.UNREADABLE_BODY, NOT_UTF_8);
            }
        }
    }

    private static String charset(MediaType type) {
        return type.getParameters()
                .getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8")
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isListOfTypes(String accept) {
        try {
            return MediaTypeHelper.parseHeader(accept).stream()
                    .allMatch(type -> type.getParameters().get("q") == null
                            || WEIGHT.matcher(type.getParameters().get("q")).matches());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isCompressed(String encoding) {
        return !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }
}
