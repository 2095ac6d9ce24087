package dev.assay.bench;

import dev.assay.testing.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Measures what Assay promises: plugins that boot at once, a run that takes as long as its slowest metric, cheap calls
 * and conditions. Prints a Markdown table to stdout. Arguments: the packaged application's {@code quarkus-run.jar}, and
 * the number of rounds, to which the repetitions of each measurement are proportional.
 */
final class Bench {
    /** For the processes' polite end after an interrupt. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /** The host's log would be most of the output; held here, because the JDK holds loggers weakly. */
    private static final Logger ROOT_LOG = Logger.getLogger("");

    private Bench() {}

    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: Bench QUARKUS_RUN_JAR ROUNDS");
        }
        Thread hook = stopOnInterrupt(Thread.currentThread());
        ROOT_LOG.setLevel(Level.SEVERE);
        int code = 0;
        try {
            measure(Path.of(args[0]), Integer.parseInt(args[1]));
        } catch (Exception e) {
            e.printStackTrace();
            code = 1;
        }
        // Clients of Kubernetes leave threads behind that would keep the JVM. After an interrupt it is ending already.
        if (hook.getState() == Thread.State.NEW && Runtime.getRuntime().removeShutdownHook(hook)) {
            System.exit(code);
        }
    }

    private static void measure(Path application, int rounds) throws Exception {
        Path folder = Files.createTempDirectory("assay-bench");
        Table table = new Table(System.out);
        table.head();
        try {
            BootBench.measure(table, application, folder, rounds);
            RunBench.measure(table, application, folder, rounds);
            CallBench.measure(table, application, folder, rounds);
            ScrapeBench.measure(table, application, folder, rounds);
            AnalysisRunsBench.measure(table, folder);
            ArgoRunsBench.measure(table, folder, rounds);
            ConditionBench.measure(table, rounds);
            ReloadBench.measure(table, folder, rounds);
            AuthorBench.measure(table, application, folder, rounds);
        } finally {
            Folders.remove(folder);
        }
    }

    /** An interrupted bench unwinds as a failed one does; what then still runs is killed. */
    private static Thread stopOnInterrupt(Thread main) {
        Thread hook = new Thread(() -> {
            main.interrupt();
            try {
                main.join(STOP_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }
}
