package dev.assay.wire.netrpc.client;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a value is as gob, by the very object, so that a run that goes to several plugins, or a metric that is
 * resumed, is encoded once. The values are not kept alive. What came first goes first when there is no more room.
 * Thread-safe; two threads that miss at once both encode, with the same result.
 */
final class EncodedBodies {
    /** Far more than are in use at once: the host lets some thousand calls wait. */
    private static final int MAX_ENTRIES = 4_096;

    private final long maxBytes;
    private final Map<Key, byte[]> bodies = new ConcurrentHashMap<>();
    private final Queue<Key> byAge = new ConcurrentLinkedQueue<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /** The size of {@link #byAge}, which counts its elements one by one. */
    private final AtomicInteger aged = new AtomicInteger();

    /** @param maxBytes of all bodies; one with more than a quarter of that is not remembered */
    EncodedBodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @param value which never changes */
    <T> byte[] of(T value, Function<T, byte[]> encoding) {
        byte[] known = bodies.get(new Sought(value));
        if (known != null) {
            return known;
        }
        byte[] body = encoding.apply(value);
        if (body.length <= maxBytes / 4) {
            remember(new Known(value, collected), body);
        }
        return body;
    }

    long bytes() {
        return bytes.get();
    }

    private void remember(Key key, byte[] body) {
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            forget((Key) gone);
        }
        if (bodies.putIfAbsent(key, body) != null) {
            return;
        }
        bytes.addAndGet(body.length);
        byAge.add(key);
        aged.incrementAndGet();
        while (bytes.get() > maxBytes || aged.get() > MAX_ENTRIES) {
            Key oldest = byAge.poll();
            if (oldest == null) {
                return;
            }
            aged.decrementAndGet();
            forget(oldest);
        }
    }

    private void forget(Key key) {
        byte[] body = bodies.remove(key);
        if (body != null) {
            bytes.addAndGet(-body.length);
        }
    }

    /** Equal when the object is the same one. */
    private sealed interface Key permits Known, Sought {
        @Nullable
        Object value();
    }

    private static final class Known extends WeakReference<Object> implements Key {
        private final int hash;

        Known(Object value, ReferenceQueue<Object> collected) {
            super(value, collected);
            this.hash = System.identityHashCode(value);
        }

        @Override
        public @Nullable Object value() {
            return get();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || same(this, other);
        }
    }

    private static final class Sought implements Key {
        private final Object value;

        Sought(Object value) {
            this.value = value;
        }

        @Override
        public Object value() {
            return value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || same(this, other);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very object is meant
    private static boolean same(Key key, @Nullable Object other) {
        Object value = key.value();
        return value != null && other instanceof Key o && o.value() == value;
    }
}
