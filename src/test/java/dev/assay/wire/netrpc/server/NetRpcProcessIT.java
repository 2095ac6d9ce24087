package dev.assay.wire.netrpc.server;

import dev.assay.wire.JavaProgramContract;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.EventLoopGroup;

class NetRpcProcessIT extends JavaProgramContract {
    @Override
    protected String offer() {
        return "";
    }

    @Override
    protected String protocol() {
        return "netrpc";
    }

    @Override
    protected PluginTransport transport(EventLoopGroup eventLoops, int maxMessageBytes) {
        return new NetRpcTransport(eventLoops, Runnable::run, maxMessageBytes, SOON);
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
