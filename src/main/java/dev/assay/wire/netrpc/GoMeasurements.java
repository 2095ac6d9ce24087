package dev.assay.wire.netrpc;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.wire.gob.GobValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measurements as values of Argo's {@code v1alpha1.Measurement} ({@code analysis_types.go}), both ways. */
final class GoMeasurements {
    private static final String TYPE = "v1alpha1.Measurement";

    private GoMeasurements() {}

    /** @param local the zone in which the times are sent: that of the host, as Go sends what it read from JSON */
    static GobValue.Struct write(Measurement measurement, ZoneId local) {
        Map<String, GobValue> fields = new LinkedHashMap<>();
        putText(fields, "Phase", measurement.phase().text());
        putText(fields, "Message", measurement.message());
        putTime(fields, "StartedAt", measurement.startedAt(), local);
        putTime(fields, "FinishedAt", measurement.finishedAt(), local);
        putText(fields, "Value", measurement.value());
        if (!measurement.metadata().isEmpty()) {
            fields.put("Metadata", texts(measurement.metadata()));
        }
        putTime(fields, "ResumeAt", measurement.resumeAt(), local);
        return new GobValue.Struct(TYPE, fields);
    }

    /**
     * A measurement that a plugin sent. Fields that it did not send are empty; fields that Argo does not know are left out.
     * Go's zero time is no time.
     *
     * @throws UnexpectedValue when a field has another type than Argo's
     */
    static Measurement read(GobValue.Struct struct) {
        Map<String, GobValue> fields = struct.fields();
        return new Measurement(
                new Phase(text(fields, "Phase")),
                text(fields, "Message"),
                time(fields, "StartedAt"),
                time(fields, "FinishedAt"),
                text(fields, "Value"),
                texts(fields, "Metadata"),
                time(fields, "ResumeAt"));
    }

    /** A {@code map[string]string}. */
    static GobValue texts(Map<String, String> texts) {
        List<GobValue.Entry> entries = new ArrayList<>();
        texts.forEach(
                (key, value) -> entries.add(new GobValue.Entry(new GobValue.Text(key), new GobValue.Text(value))));
        return new GobValue.Mapping(entries);
    }

    private static void putText(Map<String, GobValue> fields, String field, String text) {
        if (!text.isEmpty()) {
            fields.put(field, new GobValue.Text(text));
        }
    }

    private static void putTime(Map<String, GobValue> fields, String field, @Nullable Instant instant, ZoneId local) {
        if (instant != null) {
            fields.put(field, GoInstants.write(instant, local));
        }
    }

    private static String text(Map<String, GobValue> fields, String field) {
        @Nullable GobValue value = fields.get(field);
        return value == null ? "" : text(value, field);
    }

    private static String text(GobValue value, String place) {
        if (value instanceof GobValue.Text text) {
            return text.value();
        }
        throw new UnexpectedValue("its " + place + " is not a string");
    }

    private static Map<String, String> texts(Map<String, GobValue> fields, String field) {
        @Nullable GobValue value = fields.get(field);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof GobValue.Mapping mapping)) {
            throw new UnexpectedValue("its " + field + " is not a map");
        }
        Map<String, String> texts = new HashMap<>();
        for (GobValue.Entry entry : mapping.entries()) {
            texts.put(text(entry.key(), field), text(entry.value(), field));
        }
        return texts;
    }

    private static @Nullable Instant time(Map<String, GobValue> fields, String field) {
        @Nullable GobValue value = fields.get(field);
        try {
            return value == null ? null : GoInstants.read(value);
        } catch (UnexpectedValue e) {
            throw new UnexpectedValue("its " + field + " cannot be read: " + e.getMessage());
        }
    }
}
