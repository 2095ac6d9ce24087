package dev.assay.api.grpc;

import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.api.admission.EventStreams;
import dev.assay.pace.Pause;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Streams that may last for long: their number is bounded, the right is asked for again, and the reader sets the pace. */
@Singleton
final class GrpcStreams {
    /** How soon a reader that was slow gets more. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final EventStreams streams;
    private final Access access;
    private final GrpcCallers callers;

    GrpcStreams(EventStreams streams, Access access, GrpcCallers callers) {
        this.streams = streams;
        this.access = access;
        this.callers = callers;
    }

    /** The items, each when its reader is ready for it. To be asked for on the thread that begins the call. */
    <T> Multi<T> of(Right right, Multi<T> items) {
        @Nullable Principal caller = callers.principal();
        BooleanSupplier ready = callers.readiness();
        // Quarkus asks for all items at once, so they would pile up for a reader that does not read.
        Multi<T> paced = access.whilePermitted(caller, right, items).onItem().call(() -> whenTrue(ready));
        Multi<T> counted = Multi.createFrom().deferred(() -> {
            streams.enter();
            return paced.onTermination().invoke(streams::leave);
        });
        return access.permitted(caller, right, Uni.createFrom().voidItem())
                .onItem()
                .transformToMulti(permitted -> counted)
                .onFailure()
                .transform(GrpcErrors::status);
    }

    private static Uni<Void> whenTrue(BooleanSupplier ready) {
        return ready.getAsBoolean()
                ? Uni.createFrom().voidItem()
                : Pause.of(LOOK, Infrastructure.getDefaultWorkerPool()).chain(() -> whenTrue(ready));
    }
}
