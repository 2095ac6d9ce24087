package dev.assay.wire.netrpc.server;

import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.ServedContract;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;

/** The contract between Assay's own ends of net/rpc. */
abstract class NetRpcServerContract extends ServedContract {
    NetRpcServerContract(Way way) {
        super(way);
    }

    @Override
    protected PluginEndpoint endpoint() {
        return new NetRpcEndpoint(InstantSource.system());
    }

    @Override
    protected PluginTransport transport(EventLoopGroup eventLoops) {
        return new NetRpcTransport(eventLoops, Runnable::run, MAX_MESSAGE_BYTES, SOON);
    }

    @Override
    protected boolean carriesUnknownFields() {
        return false;
    }

    @Override
    protected boolean tellsThePluginOfCancellation() {
        return false;
    }

    @Override
    protected boolean tellsTheZeroTimeFromNone() {
        return false;
    }
}
