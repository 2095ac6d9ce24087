package dev.assay.wire.netrpc.client;

import dev.assay.log.PluginLog;
import dev.assay.metric.CallException;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.YamuxException;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The steps of go-plugin's client from a socket to a dispensed plugin ({@code rpc_client.go}): the control stream, the two
 * streams of the plugin's output, Dispense, the broker's stream, and a first ping. Confined to the channel's event loop.
 */
final class ConnectSequence {
    private final YamuxChannel channel;
    private final ArgoTypes types;
    private final RpcLimits limits;
    private final Consumer<String> steps;
    private final NetRpcErrors errors;

    /** @param steps told what is being waited for */
    ConnectSequence(YamuxChannel channel, ArgoTypes types, RpcLimits limits, Consumer<String> steps) {
        this.channel = channel;
        this.types = types;
        this.limits = limits;
        this.steps = steps;
        this.errors = new NetRpcErrors(channel.address());
    }

    /** To be called once. Fails with {@link CallException}. */
    Uni<NetRpcConnection> open(PluginLog log, Executor worker, NetRpcRequests requests) {
        RpcStream control = new RpcStream(channel, types, limits);
        try {
            channel.start();
            control.use(channel.open(control));
            NetRpcOutputReader.open(channel, log, worker);
            NetRpcOutputReader.open(channel, log, worker);
        } catch (YamuxException e) {
            return Uni.createFrom().failure(errors.notConnected("no stream could be opened (" + e.getMessage() + ")"));
        }
        steps.accept("to Dispenser.Dispense");
        return control.call(requests.dispense())
                .onFailure(CallException.class)
                .transform(e -> errors.notDispensed(requests.dispensed(), e))
                .chain(this::openBrokerStream)
                .map(plugin -> new NetRpcConnection(channel, control, plugin, requests))
                .call(connection -> {
                    steps.accept("to Control.Ping");
                    return connection.ping();
                });
    }

    private Uni<RpcStream> openBrokerStream(int id) {
        steps.accept("from the broker for id " + Integer.toUnsignedString(id));
        return Uni.createFrom().emitter(emitter -> {
            RpcStream plugin = new RpcStream(channel, types, limits);
            try {
                BrokerStream.start(channel, id, plugin, emitter);
            } catch (YamuxException e) {
                emitter.fail(errors.notConnected("no stream could be opened (" + e.getMessage() + ")"));
            }
        });
    }
}
