package dev.assay.wire.netrpc;

import dev.assay.wire.yamux.YamuxLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts a {@link Link} at the end of a new channel's pipeline, behind TLS where there is some. */
final class LinkInitializer extends ChannelInitializer<Channel> {
    private final String address;
    private final YamuxLimits limits;
    private final Optional<ChannelHandler> tls;
    private final Consumer<Link> made;

    /** @param made called on the channel's event loop, before it is connected */
    LinkInitializer(String address, YamuxLimits limits, Optional<ChannelHandler> tls, Consumer<Link> made) {
        this.address = address;
        this.limits = limits;
        this.tls = tls;
        this.made = made;
    }

    @Override
    protected void initChannel(Channel channel) {
        tls.ifPresent(channel.pipeline()::addLast);
        Link link = new Link(address, channel, limits);
        channel.pipeline().addLast(link);
        made.accept(link);
    }
}
