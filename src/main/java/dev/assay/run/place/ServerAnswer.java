package dev.assay.run.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.run.report.RunSnapshot;
import dev.assay.text.DocumentException;
import dev.assay.text.ForeignText;
import dev.assay.text.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer of the server. */
record ServerAnswer(int status, HttpHeaders headers, String body) {
    private static final int LONGEST_SENTENCE = 1000;

    /** More than a person mends at once. */
    private static final int MOST_SENTENCES = 50;

    /** A server that is full says when to come again; a longer wait than this is of no use. */
    private static final long LONGEST_RETRY_SECONDS = 30;

    static boolean isEventStream(int status, HttpHeaders headers) {
        return status == 200 && headers.firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    boolean isEventStream() {
        return isEventStream(status, headers);
    }

    /**
     * The run in the body.
     *
     * @throws DocumentException when there is none
     */
    RunSnapshot run() {
        return RunSnapshot.of(Json.object(body));
    }

    /** The sentences of the headers {@code Warning}. */
    List<String> warnings() {
        return headers.allValues("Warning").stream().map(ServerAnswer::warning).toList();
    }

    /** The text of {@code 299 - "text"} (RFC 9111 before it, RFC 7234 section 5.5). */
    private static String warning(String header) {
        int begin = header.indexOf('"');
        int end = header.lastIndexOf('"');
        String text = begin >= 0 && end > begin
                ? header.substring(begin + 1, end).replace("\\\"", "\"").replace("\\\\", "\\")
                : header;
        return ForeignText.oneLine(text, LONGEST_SENTENCE);
    }

    /**
     * The sentences of a problem: its detail, which may be shortened, and those of its faults that are not in it. Empty where
     * the body is no problem, so that the server is probably no Assay.
     */
    List<String> problem() {
        if (!headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        try {
            ObjectNode json = Json.object(body);
            sentence(json.path("detail").asText("")).ifPresent(sentences::add);
            for (JsonNode fault : json.path("faults")) {
                sentence(fault.asText())
                        .filter(text -> sentences.size() < MOST_SENTENCES
                                && sentences.stream().noneMatch(known -> known.contains(text)))
                        .ifPresent(sentences::add);
            }
        } catch (DocumentException e) {
            return List.of();
        }
        return sentences;
    }

    private static Optional<String> sentence(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(ForeignText.oneLine(text, LONGEST_SENTENCE));
    }

    /** When the server wants to be asked again; empty where it does not say so. */
    Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .map(seconds -> Duration.ofSeconds(Math.min(Math.max(1, seconds), LONGEST_RETRY_SECONDS)));
    }
}
