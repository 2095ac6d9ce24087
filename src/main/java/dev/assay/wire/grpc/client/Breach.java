package dev.assay.wire.grpc.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The reason for which Assay closed a connection whose plugin went beyond a bound; the first one counts. It also knows a
 * plugin that ended its connection before it had said anything. Thread-safe.
 */
final class Breach {
    private final String address;
    private final CompletableFuture<String> sentence = new CompletableFuture<>();
    private volatile boolean wordless;

    /** @param address of the plugin, as {@link dev.assay.wire.Addresses#text} writes it */
    Breach(String address) {
        this.address = address;
    }

    /** @param what the plugin did, as the end of a sentence */
    void by(String what) {
        sentence.complete("Assay closed the connection to the plugin at " + address + ", since " + what);
    }

    /** The plugin ended the connection before the first byte. */
    void endedWordless() {
        wordless = true;
    }

    boolean isWordless() {
        return wordless;
    }

    Optional<String> reason() {
        return Optional.ofNullable(sentence.getNow(null));
    }

    /** Completes with the reason when there is one. */
    CompletionStage<String> told() {
        return sentence.minimalCompletionStage();
    }
}
