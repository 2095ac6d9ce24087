package dev.assay.wire.grpc;

import dev.assay.wire.JavaProgramContract;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.grpc.client.GrpcTransport;
import io.netty.channel.EventLoopGroup;

class GrpcProcessIT extends JavaProgramContract {
    @Override
    protected String protocol() {
        return "grpc";
    }

    @Override
    protected PluginTransport transport(EventLoopGroup eventLoops, int maxMessageBytes) {
        return new GrpcTransport(eventLoops, Runnable::run, maxMessageBytes, SOON);
    }
}
