package dev.assay.wire.yamux;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The pings of one session: those that wait for their answers, and those that go out by themselves. */
final class Pings {
    private final YamuxLimits limits;
    private final YamuxSession.Timer timer;
    private final Runnable sendPing;
    private final Consumer<String> dead;
    private final Map<Integer, Runnable> waiting = new HashMap<>();
    private int next;
    private Runnable alarm = () -> {};

    /**
     * @param sendPing sends one, whose answer comes to {@link #alive}
     * @param dead told when that did not come in time
     */
    Pings(YamuxLimits limits, YamuxSession.Timer timer, Runnable sendPing, Consumer<String> dead) {
        this.limits = limits;
        this.timer = timer;
        this.sendPing = sendPing;
        this.dead = dead;
    }

    void keepAlive() {
        if (!limits.keepAliveInterval().isZero()) {
            alarm = timer.schedule(limits.keepAliveInterval(), this::ask);
        }
    }

    void alive() {
        alarm.run();
        keepAlive();
    }

    void stop() {
        alarm.run();
        alarm = () -> {};
        waiting.clear();
    }

    /** The value of a new ping. */
    int asked(Runnable answered) {
        int value = next++;
        waiting.put(value, answered);
        return value;
    }

    /** An answer that nobody waits for is ignored, as in Go. */
    void answered(int value) {
        Runnable answered = waiting.remove(value);
        if (answered != null) {
            answered.run();
        }
    }

    private void ask() {
        Duration timeout = limits.keepAliveTimeout();
        alarm = timer.schedule(
                timeout, () -> dead.accept("it did not answer a ping within " + timeout.toSeconds() + " s"));
        sendPing.run();
    }
}
