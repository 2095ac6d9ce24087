package dev.assay.wire.netrpc.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * The gob bodies of values, by object identity: a run that goes to several plugins, or a metric that is resumed, is encoded
 * once. The values are not kept alive. When there is no more room, some bodies are forgotten. Thread-safe.
 *
 * <p>Caffeine looks up two of its classes by name for the settings below. A native image finds them because
 * {@code META-INF/native-image/dev.assay/assay/reflect-config.json} names them; other settings need other classes there.
 */
final class EncodedBodies {
    /** The memory that an entry takes beside its body, so that small bodies are bounded in number too. */
    private static final int ENTRY_BYTES = 128;

    private final Cache<Object, byte[]> bodies;

    /** @param maxBytes of all bodies together */
    EncodedBodies(long maxBytes) {
        bodies = Caffeine.newBuilder()
                .weakKeys()
                .maximumWeight(maxBytes)
                .<Object, byte[]>weigher((value, body) -> ENTRY_BYTES + body.length)
                // Upkeep is short, and so needs no thread of a shared pool.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Encodes the value unless its body is known. Callers that ask for the same value at once wait for one encoding.
     *
     * @param value never changes
     */
    <T> byte[] of(T value, Function<T, byte[]> encoding) {
        return bodies.get(value, key -> encoding.apply(value));
    }
}
