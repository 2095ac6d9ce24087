package dev.assay.condition.value;

import java.time.ZoneId;

/**
 * A time zone: Go's {@code *time.Location}.
 *
 * @param name as the condition wrote it
 */
public record Zone(ZoneId id, String name) {}
