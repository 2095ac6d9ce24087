package dev.assay.api.analysisrun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.api.admission.WorkMemory;
import dev.assay.measure.RequestRefusedException;
import dev.assay.text.JsonMemory;

/** The memory of one answer or event stream. Of a stream one event at a time is in memory. Not thread-safe. */
final class AnswerMemory {
    /** A tree, its text, and the bytes of the answer: the characters are there three times. */
    private static final int COPIES = 3;

    private final WorkMemory memory;
    private long owned;
    private long used;

    AnswerMemory(WorkMemory memory) {
        this.memory = memory;
    }

    /** Another event takes the place of the one before. */
    void beginEvent() {
        used = 0;
    }

    /** @throws RequestRefusedException when there is too little for what comes beside the other parts of this event */
    void add(JsonNode json) {
        used += COPIES * JsonMemory.of(json);
        if (used > owned) {
            memory.grow(used - owned);
            owned = used;
        }
    }
}
