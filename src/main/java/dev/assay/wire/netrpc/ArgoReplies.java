package dev.assay.wire.netrpc;

import dev.assay.metric.Measurement;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import io.netty.buffer.ByteBuf;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The answers of go-plugin's services and of Argo's plugins, by the types of their methods (argo-rollouts {@code
 * metricproviders/plugin/rpc/rpc.go}, go-plugin {@code rpc_server.go}). Thread-safe.
 */
public final class ArgoReplies {
    /** Go's {@code struct{}}, which net/rpc sends in the place of an answer too. Its id is below those of the other types. */
    private static final GobType.StructOf NOTHING = new GobType.StructOf(64, "struct{}", "", "", List.of());

    private final ZoneId local;
    private final GobType response;
    private final GobType error;
    private final GobType measurement;
    private final GobType texts;
    private final GobBody nothing = GobBody.of(NOTHING, new GobValue.Struct("", Map.of()));

    ArgoReplies(GobTypes types, ZoneId local) {
        this.local = local;
        this.response = types.named("rpc.Response");
        this.error = types.named("types.RpcError");
        this.measurement = types.named("v1alpha1.Measurement");
        this.texts = types.named("map[string]string");
    }

    /**
     * The header of an answer (Go's {@code net/rpc/server.go}, {@code Response}).
     *
     * @param failure empty for none; else the body that follows is {@link #nothing}
     */
    public void writeHeader(GobWriter writer, ByteBuf out, String method, long sequence, String failure) {
        writer.write(
                out,
                response,
                new GobValue.Struct(
                        "Response",
                        Map.of(
                                "ServiceMethod", new GobValue.Text(method),
                                "Seq", new GobValue.Uint(sequence),
                                "Error", new GobValue.Text(failure))));
    }

    public GobBody nothing() {
        return nothing;
    }

    /** A number of 32 bits without sign. */
    public GobBody id(int id) {
        return GobBody.of(GobType.Basic.UINT, new GobValue.Uint(Integer.toUnsignedLong(id)));
    }

    public GobBody text(String text) {
        return GobBody.of(GobType.Basic.TEXT, new GobValue.Text(text));
    }

    public GobBody texts(Map<String, String> map) {
        return GobBody.of(texts, GoMeasurements.texts(map));
    }

    /**
     * {@code RpcError{ErrorString}}.
     *
     * @param text empty for no error
     */
    public GobBody error(String text) {
        return GobBody.of(error, new GobValue.Struct("RpcError", Map.of("ErrorString", new GobValue.Text(text))));
    }

    /** Its times are sent in the zone of this machine, as Go sends them. */
    public GobBody measurement(Measurement value) {
        return GobBody.of(measurement, GoMeasurements.write(value, local));
    }
}
