package dev.assay.api.grpc;

import com.google.protobuf.MessageLite;
import dev.assay.api.admission.WorkCost;
import dev.assay.api.admission.WorkMemory;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RunLimits;
import java.util.Optional;

/**
 * The memory of one call: that of its request, where the service is called over the network. Used by one thread at a time.
 */
final class CallMemory {
    /** An answer is held as an object, as a message, and as the bytes of the message. */
    private static final int COPIES = 6;

    private final Optional<WorkMemory> memory;
    private final RunLimits limits;

    /** Bytes of the messages that memory was taken for by {@link #hold}. */
    private long held;

    private CallMemory(Optional<WorkMemory> memory, RunLimits limits) {
        this.memory = memory;
        this.limits = limits;
    }

    /** The memory of the call whose handler runs on this thread. */
    static CallMemory current(RunLimits limits) {
        return new CallMemory(WorkMemory.current(), limits);
    }

    /**
     * Takes memory for the documents in a request.
     *
     * @throws RequestRefusedException when it is not there
     */
    void request(MessageLite message, boolean yaml) {
        memory.ifPresent(there -> there.grow(WorkCost.document(message.toByteArray(), yaml, limits.maxText())));
    }

    /**
     * Takes memory for what is held of an answer, or of a stream, at this moment. What was taken before for less counts.
     *
     * @param size bytes of all messages together
     * @throws RequestRefusedException when it is not there
     */
    void hold(long size) {
        if (size > held) {
            memory.ifPresent(there -> there.grow(COPIES * (size - held)));
            held = size;
        }
    }

    /**
     * Takes memory for an answer.
     *
     * @throws RequestRefusedException when it is not there
     */
    void answer(MessageLite message) {
        memory.ifPresent(there -> there.grow((long) COPIES * message.getSerializedSize()));
    }
}
