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

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: Bench QUARKUS_RUN_JAR ROUNDS");
        }
        Path application = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        stopOnInterrupt(Thread.currentThread());
        ROOT_LOG.setLevel(Level.SEVERE);
        Path folder = Files.createTempDirectory("assay-bench");
        Table table = new Table(System.out);
        table.head();
        try {
            BootBench.measure(table, application, folder, rounds);
            RunBench.measure(table, application, folder, rounds);
            CallBench.measure(table, application, folder, rounds);
            ScrapeBench.measure(table, application, folder, rounds);
            AnalysisRunsBench.measure(table, folder);
            ConditionBench.measure(table, rounds);
            ReloadBench.measure(table, folder, rounds);
            AuthorBench.measure(table, application, folder, rounds);
        } finally {
            Folders.remove(folder);
        }
    }

    /** An interrupted bench unwinds as a failed one does; what then still runs is killed. */
    private static void stopOnInterrupt(Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                main.join(STOP_LIMIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }));
    }
}
