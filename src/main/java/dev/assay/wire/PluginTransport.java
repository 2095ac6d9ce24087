package dev.assay.wire;

import dev.assay.log.PluginLog;
import dev.assay.process.Handshake;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** One of go-plugin's protocols in one dialect: from a handshake to a connection. */
public interface PluginTransport {
    /** The protocol's name in a handshake line: {@code grpc} or {@code netrpc}. */
    String protocol();

    /** The dialect of the plugins to which it connects. */
    default Dialect dialect() {
        return Dialect.CURRENT;
    }

    /**
     * Connects, and checks that the plugin answers; does not initialise it. Fails with
     * {@link dev.assay.metric.CallException}.
     *
     * @param tls protects the connection; it is plain when this is empty
     * @param log takes the plugin's output that comes over the connection
     */
    Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log);
}
