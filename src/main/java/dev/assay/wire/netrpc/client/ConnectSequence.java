package dev.assay.wire.netrpc.client;

import dev.assay.log.PluginLog;
import dev.assay.metric.CallException;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.yamux.YamuxException;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The steps of go-plugin's client from a socket to a dispensed plugin ({@code rpc_client.go}): the control stream, the
 * two of the plugin's output, the dispensing, the broker's stream, and a first ping. Confined to the link's event loop.
 */
final class ConnectSequence {
    private final YamuxChannel link;
    private final ArgoTypes types;
    private final RpcLimits limits;
    private final Consumer<String> steps;
    private final NetRpcErrors errors;

    /** @param steps told what is being waited for */
    ConnectSequence(YamuxChannel link, ArgoTypes types, RpcLimits limits, Consumer<String> steps) {
        this.link = link;
        this.types = types;
        this.limits = limits;
        this.steps = steps;
        this.errors = new NetRpcErrors(link.address());
    }

    /** To be called once. Fails with {@link CallException}. */
    Uni<NetRpcConnection> open(PluginLog log, Executor worker, NetRpcRequests messages) {
        RpcStream control = new RpcStream(link, types, limits);
        try {
            link.start();
            control.use(link.open(control));
            NetRpcOutputReader.open(link, log, worker);
            NetRpcOutputReader.open(link, log, worker);
        } catch (YamuxException e) {
            return Uni.createFrom().failure(errors.notConnected("no stream could be opened (" + e.getMessage() + ")"));
        }
        steps.accept("to Dispenser.Dispense");
        return control.call(messages.dispense())
                .onFailure(CallException.class)
                .transform(e -> errors.notDispensed(NetRpcRequests.DISPENSED, e))
                .chain(this::dial)
                .map(plugin -> new NetRpcConnection(link, control, plugin, messages))
                .call(connection -> {
                    steps.accept("to Control.Ping");
                    return connection.ping();
                });
    }

    private Uni<RpcStream> dial(int id) {
        steps.accept("from the broker for id " + Integer.toUnsignedString(id));
        return Uni.createFrom().emitter(emitter -> {
            RpcStream plugin = new RpcStream(link, types, limits);
            try {
                BrokerStream.start(link, id, plugin, emitter);
            } catch (YamuxException e) {
                emitter.fail(errors.notConnected("no stream could be opened (" + e.getMessage() + ")"));
            }
        });
    }
}
