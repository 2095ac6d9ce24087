package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of a pod's status on one container. It is changed by the thread of its pod alone. */
final class ContainerState {
    private final Container container;
    private @Nullable Instant running;
    private @Nullable ContainerStateTerminated last;
    private String waiting = "PodInitializing";
    private String reason = "";
    private int starts;
    private boolean started;
    private volatile boolean ready;

    ContainerState(Container container) {
        this.container = container;
    }

    Container container() {
        return container;
    }

    int restarts() {
        return Math.max(0, starts - 1);
    }

    void begin(Instant at) {
        running = at;
        starts++;
        started = false;
        ready = false;
    }

    void answers(boolean nowStarted, boolean nowReady) {
        started = nowStarted;
        ready = nowReady;
    }

    boolean isReady() {
        return ready;
    }

    void end(ContainerStateTerminated how) {
        running = null;
        last = how;
        started = false;
        ready = false;
        waiting = "CrashLoopBackOff";
    }

    /** Why it cannot begin. */
    void waitFor(String what) {
        waiting = "CreateContainerError";
        reason = what;
    }

    /** @param done whether an init container has done its work */
    ContainerStatus status(boolean done) {
        ContainerStateBuilder state = new ContainerStateBuilder();
        if (running != null) {
            state.withNewRunning().withStartedAt(ContainerRun.time(running)).endRunning();
        } else if (done) {
            state.withTerminated(last);
        } else {
            state.withNewWaiting().withReason(waiting).withMessage(reason).endWaiting();
        }
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withRestartCount(restarts())
                .withStarted(started)
                .withReady(ready || done)
                .withState(state.build())
                .withLastState(
                        last == null || done
                                ? new ContainerStateBuilder().build()
                                : new ContainerStateBuilder()
                                        .withTerminated(last)
                                        .build())
                .build();
    }
}
