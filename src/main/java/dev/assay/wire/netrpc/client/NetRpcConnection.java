package dev.assay.wire.netrpc.client;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.netrpc.YamuxChannel;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A connection to one plugin process, and the seven verbs over it. */
final class NetRpcConnection implements PluginConnection {
    private final YamuxChannel channel;
    private final RpcStream control;
    private final RpcStream plugin;
    private final NetRpcRequests requests;
    private final NetRpcErrors errors;

    /**
     * @param control the net/rpc connection for go-plugin's own services
     * @param plugin the one of the dispensed plugin
     */
    NetRpcConnection(YamuxChannel channel, RpcStream control, RpcStream plugin, NetRpcRequests requests) {
        this.channel = channel;
        this.control = control;
        this.plugin = plugin;
        this.requests = requests;
        this.errors = new NetRpcErrors(channel.address());
    }

    @Override
    public Uni<Void> initialize() {
        return plugin.call(requests.initialize()).chain(NetRpcConnection::failIfError);
    }

    /** The initialisation before Argo 1.5. */
    Uni<Void> initialize(Metric metric) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(requests.initialize(metric)))
                .chain(NetRpcConnection::failIfError);
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return Uni.createFrom().deferred(() -> plugin.call(requests.run(analysisRun, metric)));
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(requests.measure("Resume", analysisRun, metric, measurement)));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(requests.measure("Terminate", analysisRun, metric, measurement)));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom()
                .deferred(() -> plugin.call(requests.garbageCollect(analysisRun, metric, limit)))
                .chain(NetRpcConnection::failIfError);
    }

    @Override
    public Uni<String> type() {
        return plugin.call(requests.type());
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().deferred(() -> plugin.call(requests.metadata(metric)));
    }

    @Override
    public Uni<Void> ping() {
        return control.call(requests.ping()).onFailure(CallException.class).transform(e -> errors.unwell(e));
    }

    @Override
    public long answers() {
        return control.answers() + plugin.answers();
    }

    /** The end of the connection counts as the answer: go-plugin's server may be gone before it is written. */
    @Override
    public Uni<Void> quit() {
        return control.call(requests.quit()).onFailure(this::isAgreement).recoverWithNull();
    }

    @Override
    public CompletionStage<String> closed() {
        return channel.closed();
    }

    @Override
    public void close() {
        close("Assay closed the connection");
    }

    /** @param why goes to callers and into the log */
    void close(String why) {
        channel.close(why);
    }

    private boolean isAgreement(Throwable failure) {
        return channel.ended() != null || (failure.getCause() instanceof ServerError e && e.saysNotImplemented());
    }

    private static Uni<Void> failIfError(String error) {
        return error.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().failure(new ProviderException(error));
    }
}
