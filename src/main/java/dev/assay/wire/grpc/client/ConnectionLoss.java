package dev.assay.wire.grpc.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Notices the end of a channel's one connection. A gRPC channel connects again when it is used after a loss; here the
 * first loss is the end, since whoever listened there next would be another process.
 */
final class ConnectionLoss {
    private final ManagedChannel channel;
    private final String address;
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    ConnectionLoss(ManagedChannel channel, String address) {
        this.channel = channel;
        this.address = address;
    }

    /** Starts connecting, and watching. */
    void watch() {
        follow(channel.getState(true), false);
    }

    CompletionStage<String> closed() {
        return closed.minimalCompletionStage();
    }

    /** True as soon as the connection is not there; calls that the loss ends fail after that. */
    boolean isLost() {
        return closed.isDone() || channel.getState(false) != ConnectivityState.READY;
    }

    void closedBy(String sentence) {
        closed.complete(sentence);
    }

    /** Callbacks come one at a time, while the channel is in the state that caused them. */
    private void follow(ConnectivityState state, boolean wasReady) {
        if (state == ConnectivityState.SHUTDOWN) {
            closed.complete("the connection to the plugin at " + address + " was shut down");
            return;
        }
        boolean ready = state == ConnectivityState.READY;
        if (wasReady && !ready) {
            // Calls in flight on a dead connection have failed by now; those that a plugin on its orderly way out
            // still answers may end.
            channel.shutdown();
            closed.complete("the plugin ended the connection at " + address);
            return;
        }
        channel.notifyWhenStateChanged(state, () -> follow(channel.getState(false), ready));
    }
}
