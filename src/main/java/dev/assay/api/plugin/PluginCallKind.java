package dev.assay.api.plugin;

import dev.assay.api.admission.WorkCost;
import dev.assay.api.measurement.MeasurementAnswer;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Measurement;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** The verbs of a plugin that a caller may use, each with its answer as Go's JSON would have it. */
enum PluginCallKind {
    RUN("run"),
    RESUME("resume"),
    TERMINATE("terminate"),
    GARBAGE_COLLECT("garbage-collect"),
    METADATA("metadata"),
    TYPE("type");

    private final String path;

    PluginCallKind(String path) {
        this.path = path;
    }

    /**
     * Gives the verb of a path.
     *
     * @throws RequestRefusedException with the verbs that exist
     */
    static PluginCallKind of(String path) {
        for (PluginCallKind verb : values()) {
            if (verb.path.equals(path)) {
                return verb;
            }
        }
        var known = Arrays.stream(values()).map(verb -> verb.path).toList();
        throw new RequestRefusedException(
                Kind.UNKNOWN_VERB,
                "tried to find the verb " + path + ", but a plugin has " + String.join(", ", known)
                        + "; use one of them",
                known);
    }

    /** Whether the verb works on a metric; the others take one only because Argo sends it. */
    boolean needsMetric() {
        return this == RUN || this == RESUME || this == TERMINATE;
    }

    /**
     * Calls the verb; the answer is a record, ready to be written.
     *
     * @param memory takes the bytes that the answer needs
     */
    Uni<Object> call(MetricProvider plugin, PluginCallRequest request, LongConsumer memory) {
        Uni<?> answer =
                switch (this) {
                    case RUN -> measurement(plugin.run(request.analysisRun(), request.metric()), memory);
                    case RESUME ->
                        measurement(
                                plugin.resume(request.analysisRun(), request.metric(), request.measurement()), memory);
                    case TERMINATE ->
                        measurement(
                                plugin.terminate(request.analysisRun(), request.metric(), request.measurement()),
                                memory);
                    case GARBAGE_COLLECT ->
                        GarbageCollectAnswer.of(
                                plugin.garbageCollect(request.analysisRun(), request.metric(), request.limit()));
                    case METADATA ->
                        plugin.metadata(request.metric())
                                .invoke(metadata -> memory.accept(WorkCost.texts(metadata)))
                                .map(MetadataAnswer::of);
                    case TYPE -> plugin.type().map(TypeAnswer::new);
                };
        return answer.map(written -> written);
    }

    private static Uni<MeasurementAnswer> measurement(Uni<Measurement> measurement, LongConsumer memory) {
        return measurement
                .invoke(answer -> memory.accept(WorkCost.measurement(answer)))
                .map(MeasurementAnswer::of);
    }
}
