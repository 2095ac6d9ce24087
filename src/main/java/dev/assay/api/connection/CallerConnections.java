package dev.assay.api.connection;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The connections of all callers. Thread-safe. */
@Singleton
public final class CallerConnections {
    private final List<ConnectionTable> tables = new CopyOnWriteArrayList<>();

    CallerConnections() {}

    void add(ConnectionTable table) {
        tables.add(table);
    }

    /**
     * Sends the callers of gRPC to another replica. Calls that they have sent are answered. Those that they send from now on are
     * not taken, and the callers know it. Other connections stay. Blocks until the callers are told, at most for this time.
     */
    public void leave(Duration limit) {
        CompletableFuture<?>[] told =
                tables.stream().flatMap(table -> table.leave().stream()).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(told)
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
