package dev.assay.wire.netrpc;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The Go types of net/rpc and of Argo's plugins, which a resource describes, and values of them. Thread-safe. */
public final class ArgoTypes {
    private static final String RESOURCE = "argo-types.txt";

    private final GobTypes gob;
    private final GoJson json;
    private final GobType request;
    private final GobType analysisRun;
    private final GobType metric;
    private final GobType measurement;

    private ArgoTypes(GobTypes gob) {
        this.gob = gob;
        this.json = new GoJson(gob);
        this.request = gob.named("rpc.Request");
        this.analysisRun = gob.named("v1alpha1.AnalysisRun");
        this.metric = gob.named("v1alpha1.Metric");
        this.measurement = gob.named("v1alpha1.Measurement");
    }

    public static ArgoTypes load() {
        try (InputStream bytes = Objects.requireNonNull(ArgoTypes.class.getResourceAsStream(RESOURCE), RESOURCE);
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return new ArgoTypes(GobTypes.read(text));
        } catch (IOException e) {
            throw new UncheckedIOException("tried to read the resource " + RESOURCE + ", but " + e.getMessage(), e);
        }
    }

    public GobTypes gob() {
        return gob;
    }

    /** One for each net/rpc connection. */
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

    public GobArgument text(String value) {
        return GobArguments.of(GobType.Basic.TEXT, new GobValue.Text(value));
    }

    public GobArgument yes() {
        return GobArguments.of(GobType.Basic.BOOL, new GobValue.Bool(true));
    }

    /** @param name under which it is registered, which is that of its type too, for instance {@code RunArgs} */
    public GobArgument arguments(String name, Map<String, GobValue> fields) {
        return GobArguments.registered(name, (GobType.StructOf) gob.named("rpc." + name), fields);
    }

    public byte[] encode(AnalysisRun run) {
        return GobWriter.encode(analysisRun, json.value(run.json(), analysisRun));
    }

    public byte[] encode(Metric value) {
        return GobWriter.encode(metric, json.value(value.json(), metric));
    }

    public byte[] encode(Measurement value) {
        return GobWriter.encode(measurement, json.value(value));
    }

    public Measurement measurement(GobValue value) {
        return json.measurement(ReplyReaders.struct(value, "a Measurement"));
    }
}
