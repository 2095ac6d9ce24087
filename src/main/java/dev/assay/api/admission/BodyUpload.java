package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.GoDuration;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The reading of one body on the event loop of its connection. Memory is taken for an announced length before the first
 * byte is read, and for the chunks of another body as they come. A body has a deadline as a whole, and a longest pause.
 */
public final class BodyUpload {
    /** Vert.x counts its timers from 0 on, and that one is somebody else's: Quarkus reads certificates again by it. */
    static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final WorkMemory memory;
    private final BodyLimits limits;
    private final Consumer<byte[]> done;
    private final Consumer<RequestRefusedException> refused;
    private final long deadline;

    private byte[] bytes = new byte[0];
    private int length;
    private long reserved;
    private long lastByte;
    private long timer = NO_TIMER;
    private boolean ended;

    /**
     * @param done gets the whole body, on the event loop; nothing is called when the caller leaves
     * @param refused gets the reason why it is not read to its end
     */
    public BodyUpload(
            Vertx vertx,
            HttpServerRequest request,
            WorkMemory memory,
            BodyLimits limits,
            Consumer<byte[]> done,
            Consumer<RequestRefusedException> refused) {
        this.vertx = vertx;
        this.request = request;
        this.memory = memory;
        this.limits = limits;
        this.done = done;
        this.refused = refused;
        this.lastByte = System.nanoTime();
        this.deadline = lastByte + limits.timeout().toNanos();
    }

    /**
     * Begins to read.
     *
     * @param announced the length in bytes; -1 where there is none
     */
    public void start(long announced) {
        try {
            if (announced > limits.size()) {
                throw tooLarge(limits.size());
            }
            if (announced > 0) {
                reserve(announced);
            }
        } catch (RequestRefusedException e) {
            refused.accept(e);
            return;
        }
        request.handler(this::receive);
        request.endHandler(
                end -> finish(() -> done.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length))));
        request.exceptionHandler(gone -> finish(() -> {}));
        if (!request.isEnded()) {
            watch();
        }
        request.resume();
    }

    /** The refusal of a body that is longer than allowed. */
    static RequestRefusedException tooLarge(long limit) {
        return new RequestRefusedException(
                Kind.BODY_TOO_LARGE,
                "tried to read the body, but it is larger than " + limit
                        + " bytes; make it smaller, or raise assay.measure.max-body");
    }

    private void receive(Buffer chunk) {
        if (ended) {
            return;
        }
        lastByte = System.nanoTime();
        int after = length + chunk.length();
        try {
            if (after > limits.size()) {
                throw tooLarge(limits.size());
            }
            if (after > reserved) {
                reserve(Math.min(limits.size(), 2L * after) - reserved);
            }
        } catch (RequestRefusedException e) {
            refuse(e);
            return;
        }
        if (after > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(after, reserved));
        }
        chunk.getBytes(bytes, length);
        length = after;
    }

    private void reserve(long more) {
        memory.grow(more);
        reserved += more;
    }

    private void watch() {
        long now = System.nanoTime();
        long idleUntil = lastByte + limits.idleTimeout().toNanos();
        if (now - deadline >= 0) {
            refuse(tooSlow(
                    "was not there whole after " + GoDuration.write(limits.timeout()), "assay.http.body-timeout"));
        } else if (now - idleUntil >= 0) {
            refuse(tooSlow("paused for " + GoDuration.write(limits.idleTimeout()), "assay.http.body-idle-timeout"));
        } else {
            long next = Math.min(deadline - now, idleUntil - now);
            timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(next) + 1, due -> watch());
        }
    }

    private static RequestRefusedException tooSlow(String what, String setting) {
        return new RequestRefusedException(
                Kind.BODY_TOO_SLOW, "tried to read the body, but it " + what + "; send it faster, or raise " + setting);
    }

    private void refuse(RequestRefusedException refusal) {
        finish(() -> refused.accept(refusal));
    }

    private void finish(Runnable last) {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(timer);
            last.run();
            bytes = new byte[0];
        }
    }
}
