package dev.assay.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens that were not accepted, by the address that they came from. Past a number, new tokens from there are
 * not shown to the API server for a while. So somebody who tries tokens cannot flood it.
 */
final class RefusedTokens {
    /** A caller with an old token, or many behind one proxy, have fewer; who tries tokens has more. */
    static final int MOST = 50;

    static final Duration WINDOW = Duration.ofSeconds(10);

    /** Addresses; beyond it the oldest are forgotten. */
    private static final int MOST_ADDRESSES = 10_000;

    private final Cache<String, AtomicInteger> counts;

    /** @param nanos a monotonic clock, in nanoseconds */
    RefusedTokens(LongSupplier nanos) {
        this.counts = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterWrite(WINDOW)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    boolean tooManyFrom(String address) {
        @Nullable AtomicInteger count = counts.getIfPresent(address);
        return count != null && count.get() >= MOST;
    }

    void count(String address) {
        int unused = counts.get(address, first -> new AtomicInteger()).incrementAndGet();
    }
}
