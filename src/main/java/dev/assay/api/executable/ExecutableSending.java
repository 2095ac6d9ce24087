package dev.assay.api.executable;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One executable that is sent: its place among those sent at once, and its open file. Thread-safe. */
final class ExecutableSending {
    /** Bytes that are read at a time. */
    private static final int PIECE = 1 << 16;

    private final Vertx vertx;
    private final Semaphore places;
    private boolean hasPlace;
    private boolean ended;

    /** A future and not a Uni, whose result is lost where the reader leaves before it is there. */
    private @Nullable Future<AsyncFile> opened;

    ExecutableSending(Vertx vertx, Semaphore places) {
        this.vertx = vertx;
        this.places = places;
    }

    /** The content; a failure where no place is free, and nothing after the end. */
    synchronized Multi<byte[]> begin(Path file) {
        if (ended) {
            return Multi.createFrom().empty();
        }
        if (!places.tryAcquire()) {
            return Multi.createFrom()
                    .failure(() -> new RequestRefusedException(
                            Kind.OVERLOADED,
                            "tried to send an executable, but " + ExecutablesResource.MOST_AT_ONCE
                                    + " are being sent; try again after the time in Retry-After"));
        }
        hasPlace = true;
        Future<AsyncFile> opening = vertx.getDelegate()
                .fileSystem()
                .open(file.toString(), new OpenOptions().setWrite(false).setCreate(false));
        opened = opening;
        return Uni.createFrom()
                .completionStage(opening.toCompletionStage())
                .onItem()
                .transformToMulti(ExecutableSending::pieces);
    }

    private static Multi<byte[]> pieces(AsyncFile file) {
        return io.vertx.mutiny.core.file.AsyncFile.newInstance(file)
                .setReadBufferSize(PIECE)
                .toMulti()
                .map(buffer -> buffer.getBytes());
    }

    /** The reader has all, has left, or was refused. */
    synchronized void end() {
        ended = true;
        if (!hasPlace) {
            return;
        }
        hasPlace = false;
        places.release();
        if (opened != null) {
            var unused = opened.onSuccess(AsyncFile::close);
        }
    }
}
