package dev.assay.wire.netrpc.server;

import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.ArgoReplies;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.NetRpcValues;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** go-plugin's own services: {@code Control} and {@code Dispenser} ({@code rpc_server.go}). */
final class ControlServices implements RpcServices {
    private final HostConnection connection;
    private final Runnable shutdownRequested;
    private final ArgoReplies replies;
    private final Map<String, RpcMethod> methods = Map.of(
            "Control.Ping", unused -> ping(),
            "Control.Quit", unused -> quit(),
            "Dispenser.Dispense", this::dispense);

    ControlServices(Served served, HostConnection connection) {
        this.connection = connection;
        this.shutdownRequested = served.shutdownRequested();
        this.replies = served.replies();
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return methods;
    }

    private Uni<GobBody> ping() {
        return Uni.createFrom().item(replies.nothing());
    }

    /** The answer is sent before the plugin begins to end. */
    private Uni<GobBody> quit() {
        connection.execute(() -> {
            connection.channel().flush();
            shutdownRequested.run();
        });
        return Uni.createFrom().item(replies.nothing());
    }

    private Uni<GobBody> dispense(GobValue argument) {
        String name = NetRpcValues.text(argument);
        if (!name.equals(ArgoServices.DISPENSED)) {
            return Uni.createFrom().failure(new RpcFailure("unknown plugin type: " + name));
        }
        return Uni.createFrom().item(replies.id(connection.broker().dispense()));
    }
}
