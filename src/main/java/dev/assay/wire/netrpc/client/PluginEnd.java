package dev.assay.wire.netrpc.client;

import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The plugin's end of a connection, as a host sees it: it may speak another protocol, and opens no streams. */
final class PluginEnd implements YamuxChannel.Observer {
    private static final Logger LOG = Logger.getLogger(PluginEnd.class);

    private final String address;
    private final ProtocolSniffer sniffer = new ProtocolSniffer();

    /** Set by the event loop before the connection ends, read by any thread. */
    private volatile @Nullable String advice;

    PluginEnd(String address) {
        this.address = address;
    }

    /** The change that the user must make, if only that helps. Any thread. */
    Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    @Override
    public @Nullable String refusal(ByteBuf in) {
        ProtocolSniffer.OtherProtocol other = sniffer.notYamux(in);
        if (other == null) {
            return null;
        }
        advice = other.advice().orElse(null);
        return other.what();
    }

    /** This contract has no streams of the plugin's own: without a listener it is reset. */
    @Override
    public void accepted(YamuxStream stream) {
        LOG.debugf("The plugin at %s opened stream %d, which is refused", address, stream.id());
    }
}
