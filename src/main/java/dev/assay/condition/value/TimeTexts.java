package dev.assay.condition.value;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times and time zones by their texts. */
public final class TimeTexts {
    private TimeTexts() {}

    /** The text that Go writes for a time in JSON. */
    public static String rfc3339(Moment moment, Budget budget) {
        return TimeLayout.write(moment, "2006-01-02T15:04:05.999999999Z07:00", budget);
    }

    /** The zone of a name of the IANA database. Plugins and controllers run in UTC, so the local zone is UTC. */
    public static Zone zone(String name) {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return new Zone(ZoneOffset.UTC, name.isEmpty() ? "UTC" : name);
        }
        if (name.contains("..") || name.startsWith("/") || name.contains("\\")) {
            throw new ExpressionException("time: invalid location name");
        }
        if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
            throw new ExpressionException("unknown time zone " + name);
        }
        return new Zone(ZoneId.of(name), name);
    }
}
