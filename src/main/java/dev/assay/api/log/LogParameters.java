package dev.assay.api.log;

import dev.assay.log.LogQuery;
import dev.assay.measure.BooleanParameter;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.GoDuration;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters that choose the lines of a log; each may be absent. */
public record LogParameters(
        @Parameter(
                description = "How many of the newest lines; all that are kept when absent.",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
        @RestQuery
        @Nullable
        String tail,

        @Parameter(
                description = "Lines from this time on: how long ago, as Go writes it, or a time of RFC 3339.",
                example = "10m")
        @RestQuery
        @Nullable
        String since,

        @Parameter(
                description = "The lowest level.",
                schema =
                        @Schema(
                                type = SchemaType.STRING,
                                enumeration = {"trace", "debug", "info", "warn", "error"},
                                defaultValue = "trace"))
        @RestQuery
        @Nullable
        String level,

        @Parameter(
                description = "Whether to go on with the lines that come.",
                schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @RestQuery
        @Nullable
        String follow) {
    /**
     * Reads the parameters.
     *
     * @param now from which a duration counts back
     * @throws RequestRefusedException where one cannot be read
     */
    LogQuery query(Instant now) {
        return new LogQuery(
                tail == null ? OptionalInt.empty() : OptionalInt.of(number(tail)),
                Optional.ofNullable(since).map(text -> begin(text, now)),
                level == null
                        ? Logger.Level.TRACE
                        : LogQuery.level(level)
                                .orElseThrow(() ->
                                        new RequestRefusedException(Kind.INVALID_PARAMETER, LogQuery.badLevel(level))),
                BooleanParameter.read("follow", follow, false));
    }

    private static int number(String text) {
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // Told as for a number below zero.
        }
        throw invalid("tail", text, "it is no number of lines; give one such as 100");
    }

    private static Instant begin(String text, Instant now) {
        try {
            return Character.isDigit(text.charAt(0)) && text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : now.minus(GoDuration.parse(text));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalid(
                    "since",
                    text,
                    "it is neither a duration nor a time of RFC 3339; give one such as 10m or 2026-01-02T03:04:05Z");
        }
    }

    private static RequestRefusedException invalid(String name, String text, String problem) {
        return new RequestRefusedException(
                Kind.INVALID_PARAMETER, "tried to read " + name + "=" + text + ", but " + problem);
    }
}
