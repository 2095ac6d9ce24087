package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.store.PartialFile;
import dev.assay.text.ForeignText;
import dev.assay.text.HumanUnits;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headers that describe the body of a response with a file. They are checked before the body is read. */
final class BodyHeaders {
    /** The content codings of the IANA registry that are in use. */
    private static final Set<String> ENCODINGS =
            Set.of("gzip", "x-gzip", "br", "zstd", "deflate", "compress", "x-compress");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private BodyHeaders() {}

    /**
     * Makes the file ready for the body. Throws {@link DownloadFault} when the body is not to be read.
     *
     * @param askedForRest whether the rest of the file was asked for
     * @param who answered, the subject of a sentence
     * @return the size of the whole file, where that is known
     */
    static OptionalLong begin(
            int status, HttpHeaders headers, PartialFile file, boolean askedForRest, long maxBytes, String who) {
        if (status != 206) {
            return whole(headers, file, maxBytes, who);
        }
        Optional<ContentRange> range = ContentRange.parse(contentRange(headers));
        if (!askedForRest && range.isPresent() && range.get().isWhole()) {
            // Some caches answer so to a plain request.
            return all(headers, file, range.get().size(), maxBytes);
        }
        return OptionalLong.of(rest(headers, range, file, askedForRest, maxBytes, who));
    }

    private static String contentRange(HttpHeaders headers) {
        return headers.firstValue("Content-Range").orElse("none");
    }

    /**
     * The encodings of the body that must be undone, in order and separated by commas. Other words are left out: some
     * stores send {@code aws-chunked}, which is no encoding of the body.
     */
    static Optional<String> encoding(HttpHeaders headers) {
        return Optional.of(headers.allValues("Content-Encoding").stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(value -> value.trim().toLowerCase(Locale.ROOT))
                        .filter(ENCODINGS::contains)
                        .collect(Collectors.joining(", ")))
                .filter(all -> !all.isEmpty());
    }

    private static OptionalLong whole(HttpHeaders headers, PartialFile file, long maxBytes, String who) {
        OptionalLong length = length(headers, who);
        length.ifPresent(size -> checkSize(size, maxBytes));
        file.restart(validator(headers), length);
        return length;
    }

    private static OptionalLong all(HttpHeaders headers, PartialFile file, long size, long maxBytes) {
        checkSize(size, maxBytes);
        file.restart(validator(headers), OptionalLong.of(size));
        return OptionalLong.of(size);
    }

    private static OptionalLong length(HttpHeaders headers, String who) {
        Optional<String> text = headers.firstValue("Content-Length");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!LENGTH.matcher(text.get()).matches()) {
            throw DownloadFault.of(
                    Kind.PASSING,
                    who + " answered with a Content-Length that is no number of bytes ("
                            + ForeignText.excerpt(text.get()) + ")",
                    "correct the server");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    private static long rest(
            HttpHeaders headers,
            Optional<ContentRange> range,
            PartialFile file,
            boolean askedForRest,
            long maxBytes,
            String who) {
        long had = file.received();
        if (!askedForRest || range.isEmpty() || !range.get().isRest(had)) {
            file.restart();
            throw DownloadFault.of(
                    Kind.PASSING,
                    who + " answered with another part than was asked for (from byte " + had + ", Content-Range: "
                            + ForeignText.excerpt(contentRange(headers)) + ")",
                    "correct the server, whose answers to Range are wrong");
        }
        long size = range.get().size();
        checkSize(size, maxBytes);
        if (isOtherContent(headers, file) || file.total().orElse(size) != size) {
            file.restart();
            throw DownloadFault.of(
                    Kind.PASSING,
                    who + " answered with a part of another file than that of which " + HumanUnits.bytes(had)
                            + " had come",
                    "if the file was not replaced just now, correct the server, which does not heed If-Range");
        }
        return size;
    }

    private static void checkSize(long size, long maxBytes) {
        if (size > maxBytes) {
            throw FileSubscriber.tooLarge("the file has " + HumanUnits.bytes(size), maxBytes);
        }
    }

    /** Whether a response names another content than the first part had. One that names none is believed. */
    private static boolean isOtherContent(HttpHeaders headers, PartialFile file) {
        String known = file.validator().orElse("");
        return headers.firstValue(known.startsWith("\"") ? "ETag" : "Last-Modified")
                .filter(value -> !value.equals(known))
                .isPresent();
    }

    /**
     * The validator by which parts may be joined (RFC 9110, 13.1.5): a strong entity tag, or a time of change that was
     * over when the response was made.
     */
    private static Optional<String> validator(HttpHeaders headers) {
        if (headers.firstValue("Accept-Ranges").filter("none"::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        Optional<String> changed = headers.firstValue("Last-Modified");
        Optional<Instant> answered = headers.firstValue("Date").flatMap(RetryAfter::date);
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\"") && Header.isValue(tag))
                .or(() -> changed.filter(time -> RetryAfter.date(time)
                        .flatMap(t -> answered.filter(t.plusSeconds(1)::isBefore))
                        .isPresent()));
    }
}
