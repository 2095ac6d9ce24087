package dev.assay.api.grpc;

import com.google.protobuf.MessageLite;
import dev.assay.api.admission.WorkCost;
import dev.assay.api.admission.WorkMemory;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RunLimits;
import java.util.Optional;

/** The memory of one call: that of its request, where the service is called over the network. */
final class CallMemory {
    /** An answer is held as an object, as a message, and as the bytes of the message. */
    private static final int COPIES = 6;

    private final Optional<WorkMemory> memory;
    private final RunLimits limits;

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
     * Takes memory for an answer.
     *
     * @throws RequestRefusedException when it is not there
     */
    void answer(MessageLite message) {
        memory.ifPresent(there -> there.grow((long) COPIES * message.getSerializedSize()));
    }
}
