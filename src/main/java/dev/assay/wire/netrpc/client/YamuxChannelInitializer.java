package dev.assay.wire.netrpc.client;

import dev.assay.wire.PluginTls;
import dev.assay.wire.Traffic;
import dev.assay.wire.UnwrittenLimit;
import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.Role;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts a {@link YamuxChannel} at the end of a new channel's pipeline, behind TLS where there is some. */
final class YamuxChannelInitializer extends ChannelInitializer<Channel> {
    private final String address;
    private final RpcLimits limits;
    private final Optional<PluginTls> tls;
    private final PluginEnd plugin;
    private final Traffic traffic;
    private final Consumer<YamuxChannel> made;

    /** @param made called on the channel's event loop, before it is connected */
    YamuxChannelInitializer(
            String address,
            RpcLimits limits,
            Optional<PluginTls> tls,
            PluginEnd plugin,
            Traffic traffic,
            Consumer<YamuxChannel> made) {
        this.address = address;
        this.limits = limits;
        this.tls = tls;
        this.plugin = plugin;
        this.traffic = traffic;
        this.made = made;
    }

    @Override
    protected void initChannel(Channel channel) {
        YamuxChannel yamux = new YamuxChannel(
                new YamuxChannel.Ends(Role.CLIENT, "Assay", "the plugin", address), channel, limits.yamux(), plugin);
        channel.pipeline().addLast(traffic.counter());
        channel.pipeline().addLast(new UnwrittenLimit(limits.maxUnwrittenBytes(), yamux::tooMuch));
        tls.ifPresent(it -> channel.pipeline().addLast(it.clientHandler(channel.alloc())));
        channel.pipeline().addLast(yamux);
        made.accept(yamux);
    }
}
