package dev.assay.testing;

import dev.assay.config.ConfigEvents;
import java.util.List;

/** Events as lines: {@code Normal REASON: MESSAGE} or {@code Warning REASON: MESSAGE}. */
public record RecordedEvents(List<String> lines) implements ConfigEvents {
    @Override
    public void normal(String reason, String message) {
        lines.add("Normal " + reason + ": " + message);
    }

    @Override
    public void warning(String reason, String message) {
        lines.add("Warning " + reason + ": " + message);
    }
}
