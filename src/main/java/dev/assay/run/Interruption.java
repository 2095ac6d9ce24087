package dev.assay.run;

import dev.assay.plugin.Exit;
import dev.assay.run.report.Verdict;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A signal that ends this process, such as that of Ctrl-C. The process ends when the command has done what it has to do, with
 * the exit code of an interruption. A second signal changes nothing.
 */
final class Interruption {
    /** Longer than a run and its plugins need to end. What is left then is ended with this process. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable told) {
        // A handler of signals would need classes that the compiler refuses; hooks run at each signal that ends Java.
        this.hook = new Thread(
                () -> {
                    told.run();
                    await();
                    Exit.now(Verdict.INTERRUPTED.code());
                },
                "assay-interruption");
    }

    /** @param told is told of a signal, on another thread; must not block */
    static Interruption telling(Runnable told) {
        Interruption interruption = new Interruption(told);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void await() {
        try {
            boolean unused = finished.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has done what it has to do. From now on a signal ends the process at once. */
    void done() {
        finished.countDown();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came before, and the process ends.
        }
    }
}
