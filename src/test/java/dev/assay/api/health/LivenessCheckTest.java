package dev.assay.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessCheckTest {
    private final DefaultEventExecutorGroup loops = new DefaultEventExecutorGroup(2);
    private final AtomicLong nanos = new AtomicLong(-1);
    private final LivenessCheck check = new LivenessCheck(loops, nanos::get);
    private final CountDownLatch busy = new CountDownLatch(1);

    @AfterEach
    void end() {
        busy.countDown();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void idle_loops_are_live_however_long_ago_they_were_asked() throws Exception {
        assertThat(status()).isEqualTo(Status.UP);
        settle();
        pass(Duration.ofMinutes(1));
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void a_loop_that_is_busy_for_less_than_ten_seconds_is_live() throws Exception {
        occupyOne();
        assertThat(status()).isEqualTo(Status.UP);
        pass(Duration.ofMillis(9_999));
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void a_loop_that_does_not_answer_for_ten_seconds_is_told_with_the_reason() throws Exception {
        occupyOne();
        assertThat(status()).isEqualTo(Status.UP);
        pass(Duration.ofSeconds(10));
        HealthCheckResponse down = check.call().await().indefinitely();
        assertThat(down.getStatus()).isEqualTo(Status.DOWN);
        assertThat(down.getData().orElseThrow())
                .containsEntry("loops", 2L)
                .containsEntry("reason", "an event loop has not answered for 10 s");
    }

    @Test
    void a_loop_that_answers_again_is_live_again() throws Exception {
        occupyOne();
        assertThat(status()).isEqualTo(Status.UP);
        pass(Duration.ofSeconds(10));
        assertThat(status()).isEqualTo(Status.DOWN);
        busy.countDown();
        settle();
        assertThat(status()).isEqualTo(Status.UP);
    }

    private Status status() {
        return check.call().await().indefinitely().getStatus();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void occupyOne() {
        loops.next().execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Waits until each loop has done what it was asked before. */
    private void settle() throws InterruptedException {
        for (EventExecutor loop : loops) {
            loop.submit(() -> {}).sync();
        }
    }
}
