package dev.assay.wire;

import dev.assay.log.PluginLog;
import dev.assay.process.Handshake;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** One of go-plugin's protocols: from a handshake to a connection. */
public interface PluginTransport {
    /** The protocol's name in a handshake line: {@code grpc} or {@code netrpc}. */
    String protocol();

    /**
     * Connects, and checks that the plugin answers; does not initialise it. Fails with
     * {@link dev.assay.metric.CallException}.
     *
     * @param tls what the connection is protected with, if anything
     * @param log where the plugin's output that travels over the connection goes
     */
    Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log);
}
