package dev.assay.wire.netrpc.server;

import dev.assay.wire.yamux.YamuxStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * go-plugin's broker ({@code mux_broker.go}): each Dispense gives an id, and the host then opens a stream on which it sends
 * that id, within five seconds. Confined to the server's thread.
 */
final class Broker {
    /** One for each stream that a host may have open. */
    private static final int MAX_WAITING = 256;

    private final HostConnection connection;

    /** The ids whose streams have not come, each with what cancels its end. */
    private final Map<Integer, Runnable> waiting = new HashMap<>();

    private int lastId;

    Broker(HostConnection connection) {
        this.connection = connection;
    }

    /** A new id, for which the plugin is served. */
    int dispense() {
        if (waiting.size() >= MAX_WAITING) {
            throw new RpcFailure("tried to dispense the plugin, but " + MAX_WAITING
                    + " others wait for their streams; open those first");
        }
        int id = ++lastId;
        waiting.put(id, connection.after(ServerLimits.BROKERED, () -> waiting.remove(id)));
        return id;
    }

    /** Whether the id was given and its stream has not come. It is taken from here on. */
    boolean take(int id) {
        @Nullable Runnable cancel = waiting.remove(id);
        if (cancel == null) {
            return false;
        }
        cancel.run();
        return true;
    }

    /** A stream that will begin with an id. */
    void accepted(YamuxStream stream) {
        stream.listen(new BrokeredStream(connection, this, stream));
    }
}
