package dev.assay.wire;

import dev.assay.metric.MetricProvider;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Optional;

/** The plugin's end of one of go-plugin's protocols: serves a provider to the host that started this process. */
public interface PluginEndpoint {
    /** The protocol's name in a handshake line: {@code grpc} or {@code netrpc}. */
    String protocol();

    /**
     * Listens, and serves until the server is closed. Does not wait for a host.
     *
     * @param tls protects the connections; they are plain when it is empty
     * @param provider its verbs are called on the server's only thread, and must not block
     * @param output is sent to the host that asks for the plugin's output
     * @param shutdownRequested called, on the server's thread, when the host asks the plugin to end
     * @throws IOException when the address cannot be bound
     */
    Server start(
            SocketAddress address,
            Optional<PluginTls> tls,
            MetricProvider provider,
            PluginOutput output,
            Runnable shutdownRequested)
            throws IOException;

    /** A provider that is being served. */
    interface Server extends AutoCloseable {
        /** The address on which it listens; with the port that the system chose when port 0 was asked for. */
        SocketAddress address();

        /** Takes no new calls, lets those in flight end for a second, then cancels them. Blocks. May be called again. */
        @Override
        void close();
    }
}
