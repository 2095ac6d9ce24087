package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobValue;
import java.util.Map;

/** A call as a plugin sees it. Its answers may be given by any thread. */
record PeerCall(PeerRpc on, String method, long sequence, GobValue argument) {
    private static final GobValue EMPTY_STRUCT = new GobValue.Struct("", Map.of());

    void answer(String type, GobValue value) {
        on.answer(sequence, "", type, value);
    }

    void answerNothing() {
        answer("types.RpcError", EMPTY_STRUCT);
    }

    void fail(String error) {
        on.answer(sequence, error, "types.RpcError", EMPTY_STRUCT);
    }

    /** A finished measurement with that value. */
    void measured(String value) {
        answer(
                "v1alpha1.Measurement",
                new GobValue.Struct(
                        "Measurement",
                        Map.of("Phase", new GobValue.Text("Successful"), "Value", new GobValue.Text(value))));
    }
}
