package dev.assay.wire.netrpc.client;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A session with one plugin process, and the seven verbs over it. */
final class NetRpcConnection implements PluginConnection {
    private final YamuxChannel link;
    private final RpcStream control;
    private final RpcStream plugin;
    private final NetRpcRequests messages;
    private final NetRpcErrors errors;

    /**
     * @param control the net/rpc connection for go-plugin's own services
     * @param plugin the one of the dispensed plugin
     */
    NetRpcConnection(YamuxChannel link, RpcStream control, RpcStream plugin, NetRpcRequests messages) {
        this.link = link;
        this.control = control;
        this.plugin = plugin;
        this.messages = messages;
        this.errors = new NetRpcErrors(link.address());
    }

    @Override
    public Uni<Void> initialize() {
        return plugin.call(messages.initialize()).chain(NetRpcConnection::failIfError);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return Uni.createFrom().deferred(() -> plugin.call(messages.run(analysisRun, metric)));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(messages.measure("Resume", analysisRun, metric, measurement)));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(messages.measure("Terminate", analysisRun, metric, measurement)));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(messages.garbageCollect(analysisRun, metric, limit)))
                .chain(NetRpcConnection::failIfError);
    }

    @Override
    public Uni<String> type() {
        return plugin.call(messages.type());
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().deferred(() -> plugin.call(messages.metadata(metric)));
    }

    @Override
    public Uni<Void> ping() {
        return control.call(messages.ping()).onFailure(CallException.class).transform(e -> errors.unwell(e));
    }

    @Override
    public long answers() {
        return control.answers() + plugin.answers();
    }

    /** The end of the connection counts as the answer: go-plugin's server may be gone before it is written. */
    @Override
    public Uni<Void> quit() {
        return control.call(messages.quit()).onFailure(this::isAgreement).recoverWithNull();
    }

    @Override
    public CompletionStage<String> closed() {
        return link.closed();
    }

    @Override
    public void close() {
        link.close("Assay closed the connection");
    }

    private boolean isAgreement(Throwable failure) {
        return link.ended() != null || (failure.getCause() instanceof ServerError e && e.saysNotImplemented());
    }

    private static Uni<Void> failIfError(String error) {
        return error.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new ProviderException(error));
    }
}
