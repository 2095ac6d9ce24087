package dev.assay.api.connection;

import dev.assay.settings.AssaySettings;
import dev.assay.settings.ManagementPort;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;
import io.quarkus.arc.Arc;
import io.smallrye.config.SmallRyeConfig;
import java.net.InetSocketAddress;
import org.eclipse.microprofile.config.ConfigProvider;

/** Gives each connection of a caller its {@link ConnectionGuard}. Netty finds this class as a service. */
public final class ConnectionGuards extends ChannelInitializerExtension {
    private static final AttributeKey<Tables> TABLES = AttributeKey.valueOf(ConnectionGuards.class, "tables");

    private record Tables(ConnectionTable callers, ConnectionTable management, int managementPort) {
        ConnectionTable of(Channel connection) {
            return connection.localAddress() instanceof InetSocketAddress local && local.getPort() == managementPort
                    ? management
                    : callers;
        }
    }

    /** Is instantiated by Netty. */
    public ConnectionGuards() {}

    /** Sets system properties of Netty and of Java's TLS. To be called before the first connection. */
    public static void install() {
        // ChannelInitializerExtensions.EXTENSIONS_SYSTEM_PROPERTY: services are looked for.
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
        // A caller could let TLS 1.2 begin anew all the time, which costs the server more than the caller.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    @Override
    public void postInitializeServerListenerChannel(ServerChannel server) {
        SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        AssaySettings settings = config.getConfigMapping(AssaySettings.class);
        int port = ManagementPort.of(config);
        ConnectionTable callers = new ConnectionTable(ConnectionLimits.ofCallers(settings.http()), System::nanoTime);
        Arc.container().instance(CallerConnections.class).get().add(callers);
        server.attr(TABLES)
                .set(new Tables(callers, new ConnectionTable(ConnectionLimits.ofManagement(), System::nanoTime), port));
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        Tables tables = connection.parent().attr(TABLES).get();
        if (tables != null) {
            connection.pipeline().addFirst(ConnectionGuard.NAME, new ConnectionGuard(tables.of(connection)));
        }
    }
}
