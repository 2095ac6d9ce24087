package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The life of one pod, on a thread of its own: volumes, init containers one after the other, then its container, which is
 * started again whenever it ends, until the pod is deleted.
 */
final class PodRunner implements Runnable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);

    private final Kubelet node;
    private final Pod pod;
    private final String ip;
    private final Path folder;
    private final PodReport report;
    private final PodVolumes volumes;
    private final ContainerStarter starter;
    private final List<ContainerState> init = new ArrayList<>();
    private final ContainerState main;
    private final CompletableFuture<Duration> deletion = new CompletableFuture<>();
    private volatile @Nullable ContainerRun current;
    private int initialised;
    private boolean toldReady;

    PodRunner(Kubelet node, Pod pod, String ip, Path folder) {
        this.node = node;
        this.pod = pod;
        this.ip = ip;
        this.folder = folder;
        this.report = new PodReport(node.client(), pod, ip);
        this.volumes = new PodVolumes(node.client(), pod, ip, volumes());
        this.starter = new ContainerStarter(node, pod, ip, folder, volumes);
        pod.getSpec().getInitContainers().forEach(container -> init.add(new ContainerState(container)));
        List<Container> containers = pod.getSpec().getContainers();
        if (containers.size() != 1) {
            throw new IllegalArgumentException("the tests' kubelet runs pods of one container");
        }
        this.main = new ContainerState(containers.get(0));
    }

    Pod pod() {
        return pod;
    }

    String ip() {
        return ip;
    }

    Path hosts() {
        return starter.hosts();
    }

    /** The output of its container, of all its starts. */
    Path log() {
        return starter.log(main.container());
    }

    Path volumes() {
        return folder.resolve("volumes");
    }

    boolean isReady() {
        return main.isReady() && !deletion.isDone();
    }

    /** Ends it; the first call counts. */
    void delete(Duration grace) {
        deletion.complete(grace);
    }

    /** Ends it at once, also when it is ending already. */
    void kill() {
        deletion.complete(Duration.ZERO);
        crash();
    }

    /** Kills the container that runs. */
    void crash() {
        ContainerRun run = current;
        if (run != null) {
            run.kill();
        }
    }

    @Override
    public void run() {
        try {
            Files.createDirectories(folder);
            node.writeHosts();
            if (mount() && initialise()) {
                serve();
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the tests' kubelet failed on " + pod.getMetadata().getName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            node.gone(this);
        }
    }

    private boolean mount() throws IOException, InterruptedException {
        while (true) {
            try {
                volumes.prepare();
                return true;
            } catch (MissingReferenceException e) {
                main.waitFor(String.valueOf(e.getMessage()));
                write();
                if (isDeletedWithin(TICK)) {
                    return false;
                }
            }
        }
    }

    private boolean initialise() throws IOException, InterruptedException {
        for (ContainerState state : init) {
            Duration backOff = TICK;
            while (true) {
                ContainerRun run = start(state);
                write();
                while (!isOver(run)) {
                    write();
                }
                if (deletion.isDone()) {
                    run.end(deletion.join());
                    return false;
                }
                state.end(run.terminated());
                if (run.exit().join().exitValue() == 0) {
                    break;
                }
                write();
                backOff = longer(backOff);
                if (isDeletedWithin(backOff)) {
                    return false;
                }
            }
            initialised++;
        }
        return true;
    }

    private void serve() throws IOException, InterruptedException {
        Duration backOff = TICK;
        while (true) {
            ContainerRun run = start(main);
            Probes probes = new Probes(main.container(), ip);
            write();
            while (!isOver(run)) {
                if (!probes.ask()) {
                    run.end(grace());
                }
                main.answers(probes.isStarted(), probes.isReady());
                write();
            }
            if (deletion.isDone()) {
                run.end(deletion.join());
                return;
            }
            main.end(run.terminated());
            write();
            backOff = longer(backOff);
            if (isDeletedWithin(backOff)) {
                return;
            }
        }
    }

    private ContainerRun start(ContainerState state) throws IOException, InterruptedException {
        while (true) {
            try {
                ContainerRun run = starter.start(state.container());
                state.begin(run.started());
                current = run;
                return run;
            } catch (MissingReferenceException e) {
                state.waitFor(String.valueOf(e.getMessage()));
                write();
                if (isDeletedWithin(TICK)) {
                    throw new InterruptedException("the pod was deleted");
                }
            }
        }
    }

    /** Waits for a moment: true when the process has ended, or shall. */
    private boolean isOver(ContainerRun run) throws InterruptedException {
        try {
            Object unused = CompletableFuture.anyOf(run.exit(), deletion).get(TICK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isDeletedWithin(Duration time) throws InterruptedException {
        try {
            Duration unused = deletion.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() {
        report.write(init, initialised, main);
        if (main.isReady() != toldReady) {
            toldReady = main.isReady();
            node.writeHosts();
        }
    }

    private Duration grace() {
        return Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds());
    }

    private static Duration longer(Duration backOff) {
        Duration twice = backOff.multipliedBy(2);
        return twice.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : twice;
    }
}
