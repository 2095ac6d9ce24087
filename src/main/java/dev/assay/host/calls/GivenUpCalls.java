package dev.assay.host.calls;

import dev.assay.text.ForeignText;
import java.util.Optional;

/**
 * The calls on one lane that were sent, and that their callers gave up: cancelled, or not answered in time.
 *
 * <p>Guarded by the gate's lock.
 */
final class GivenUpCalls {
    /** Characters of a description, whose names callers choose. */
    private static final int MAX_DESCRIPTION = 200;

    private int count;
    private String latest = "";

    void add(String description) {
        count++;
        latest = ForeignText.shortened(description, MAX_DESCRIPTION);
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** The calls in words, for instance {@code run of metric m of run r}; empty when there is none. */
    Optional<String> describe() {
        return count == 0
                ? Optional.empty()
                : Optional.of(latest + (count == 1 ? "" : " and " + (count - 1) + " more before it"));
    }
}
