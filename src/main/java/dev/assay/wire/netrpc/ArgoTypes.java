package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.ArgoTypesFile;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import io.netty.buffer.ByteBuf;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Go types of net/rpc and of Argo's plugins, and the values of them that are sent and received. Thread-safe. */
public final class ArgoTypes {
    private final GobTypes gob;
    private final UnknownFieldLog unknown;
    private final GoJson json;
    private final ZoneId local;
    private final GobType request;
    private final GobType analysisRun;
    private final GobType metric;
    private final GobType measurement;

    private ArgoTypes(GobTypes gob, ZoneId local) {
        this.gob = gob;
        this.local = local;
        this.unknown = new UnknownFieldLog(System::nanoTime);
        this.json = new GoJson(gob, local, unknown);
        this.request = gob.named("rpc.Request");
        this.analysisRun = gob.named("v1alpha1.AnalysisRun");
        this.metric = gob.named("v1alpha1.Metric");
        this.measurement = gob.named("v1alpha1.Measurement");
    }

    /** Reads the description of the types. Times will be sent in the zone of this machine, as Go sends them. */
    public static ArgoTypes load() {
        return new ArgoTypes(GobTypes.read(ArgoTypesFile.read()), ZoneId.systemDefault());
    }

    /** How many fields were left out so far, because the types do not have them. */
    public long unknownFields() {
        return unknown.count();
    }

    /** The writer of one net/rpc connection. */
    public GobWriter writer() {
        return new GobWriter(gob);
    }

    /** The header of a request (Go's {@code net/rpc/server.go}, {@code Request}). */
    public void writeRequest(GobWriter writer, ByteBuf out, String method, long sequence) {
        writer.write(
                out,
                request,
                new GobValue.Struct(
                        "Request",
                        Map.of("ServiceMethod", new GobValue.Text(method), "Seq", new GobValue.Uint(sequence))));
    }

    public GobBody text(String value) {
        return GobBody.of(GobType.Basic.TEXT, new GobValue.Text(value));
    }

    public GobBody yes() {
        return GobBody.of(GobType.Basic.BOOL, new GobValue.Bool(true));
    }

    /** @param name the name of its type, under which it is registered too, for instance {@code RunArgs} */
    public GobBody arguments(String name, Map<String, GobValue> fields) {
        return arguments(name, name, fields);
    }

    /**
     * Arguments under another name than that of their type. A receiver finds its type by the registered name.
     *
     * @param type a type of the same fields
     */
    public GobBody arguments(String registeredName, String type, Map<String, GobValue> fields) {
        return GobBody.registered(registeredName, (GobType.StructOf) gob.named("rpc." + type), fields);
    }

    public byte[] encode(AnalysisRun run) {
        return GobWriter.encode(analysisRun, json.value(run.json(), analysisRun));
    }

    public byte[] encode(Metric value) {
        return GobWriter.encode(metric, json.value(value.json(), metric));
    }

    public byte[] encode(Measurement value) {
        return GobWriter.encode(measurement, GoMeasurements.write(value, local));
    }

    /**
     * The run as Argo's own plugins see it: the JSON that Go makes of it.
     *
     * @param value null where none was sent
     * @throws UnexpectedValue when it is no run
     */
    public AnalysisRun analysisRun(@Nullable GobValue value) {
        return value == null ? AnalysisRun.EMPTY : new AnalysisRun(object(analysisRun, value));
    }

    /**
     * The metric as Argo's own plugins see it: the JSON that Go makes of it.
     *
     * @param value null where none was sent
     * @throws UnexpectedValue when it is no metric
     */
    public Metric metric(@Nullable GobValue value) {
        return new Metric(object(metric, value));
    }

    private static ObjectNode object(GobType type, @Nullable GobValue value) {
        return (ObjectNode) GobToJson.write(type, value);
    }

    /** The bodies of answers. */
    public ArgoReplies replies() {
        return new ArgoReplies(gob, local);
    }

    /** @throws UnexpectedValue when it is no measurement */
    public Measurement measurement(GobValue value) {
        return GoMeasurements.read(NetRpcValues.struct(value, "a Measurement"));
    }
}
