package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.ServedContract;
import dev.assay.wire.grpc.client.GrpcTransport;
import dev.assay.wire.grpc.server.GrpcEndpoint;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The contract between Assay's own ends of gRPC, and what is so over gRPC only. */
abstract class GrpcContract extends ServedContract {
    GrpcContract(Way way) {
        super(way);
    }

    @Override
    protected PluginEndpoint endpoint() {
        return new GrpcEndpoint(InstantSource.system());
    }

    @Override
    protected PluginTransport transport(EventLoopGroup eventLoops) {
        return new GrpcTransport(eventLoops, Runnable::run, MAX_MESSAGE_BYTES, SOON);
    }

    @Test
    void an_answer_over_the_limit_is_refused_and_the_connection_lives() {
        assertThatThrownBy(() ->
                        get(plugin().run(AnalysisRun.EMPTY, metric("{'do':'big','size':" + MAX_MESSAGE_BYTES + "}"))))
                .hasMessageStartingWith("tried to call Run of the plugin at ")
                .hasMessageContaining("larger than is allowed")
                .hasMessageEndingWith("; make the message smaller, raise assay.wire.max-message, or call again later");
        assertThat(get(plugin().type())).isEqualTo("ContractPlugin");
    }
}
