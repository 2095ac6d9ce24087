package dev.assay.run.place;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.bridge.AssayAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** An Assay that runs elsewhere, over HTTP. Thread-safe. */
public final class ServerPlace implements RunPlace {
    /** Attempts to have a run terminated, each after a pause. */
    private static final int TERMINATIONS = 3;

    private final String server;
    private final ServerRequests requests;
    private final WaitLimits limits;
    private final CountDownLatch terminating = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private String name = "";
    private boolean asked;

    /**
     * @param tokenFile read for each request
     * @param tls empty for the certificates that come with Java
     */
    public ServerPlace(AssayAddress server, Optional<Path> tokenFile, Optional<SSLContext> tls) {
        this(server.toString(), new ServerRequests(server.toString(), tokenFile, tls), WaitLimits.USUAL);
    }

    ServerPlace(String server, ServerRequests requests, WaitLimits limits) {
        this.server = server;
        this.requests = requests;
        this.limits = limits;
    }

    @Override
    public void begin(ObjectNode manifest, RunListener listener) {
        start("assay-run", () -> {
            Optional<String> created = new RunCreation(
                            server, requests, limits, listener, this::terminates, System::nanoTime)
                    .create(manifest.toString());
            if (created.isPresent()) {
                known(created.get());
                new RunFollowing(server, requests, limits, listener, this::closes).follow(created.get());
            }
        });
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void start(String thread, Work work) {
        Thread started = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                thread);
        started.setDaemon(true);
        started.start();
    }

    /** Waits; gives whether the run is to end meanwhile. */
    private boolean terminates(Duration pause) throws InterruptedException {
        return terminating.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits; gives whether nobody follows the run any more. */
    private boolean closes(Duration pause) throws InterruptedException {
        return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void known(String created) {
        name = created;
        askToTerminate();
    }

    @Override
    public synchronized void terminate() {
        terminating.countDown();
        askToTerminate();
    }

    /** Asks once, as soon as the run is there and is to end. */
    private synchronized void askToTerminate() {
        if (!name.isEmpty() && terminating.getCount() == 0 && !asked) {
            asked = true;
            String path = RunFollowing.path(name) + "/terminate";
            start("assay-terminate", () -> {
                for (int i = 0; i < TERMINATIONS; i++) {
                    try {
                        if (requests.post(path, "{}").status() < 300) {
                            return;
                        }
                    } catch (ServerFault e) {
                        // It is asked again.
                    }
                    if (closes(limits.firstPause())) {
                        return;
                    }
                }
            });
        }
    }

    @Override
    public synchronized String remedy() {
        return name.isEmpty() ? unknownCreation(server) : "see GET " + server + RunFollowing.path(name);
    }

    /** The remedy where nobody knows whether the server has made the run. */
    static String unknownCreation(String server) {
        return "it may have been created, see GET " + server + RunCreation.PATH;
    }

    @Override
    public void close() {
        terminating.countDown();
        closing.countDown();
        requests.close();
    }
}
