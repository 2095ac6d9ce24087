package dev.assay;

import dev.assay.plugin.Exit;
import dev.assay.text.ForeignText;
import dev.assay.text.Utf8;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The last words of a program that cannot start: its faults, each once, on standard error, as plain text whatever the
 * format of the log. In a pod they are its termination message too, which {@code kubectl describe pod} shows.
 */
final class BootReport {
    /** The default of {@code terminationMessagePath}; the kubelet makes this file in each container. */
    private static final Path TERMINATION_LOG = Path.of("/dev/termination-log");

    /** The kubelet reads no more ({@code MaxContainerTerminationMessageLength}). */
    private static final int LONGEST_MESSAGE = 4096;

    /** Longer than any fault; a bound all the same. */
    private static final int LONGEST_FAULT = 2000;

    private static final int FAILURE = 1;

    private final String text;

    BootReport(List<String> faults) {
        StringBuilder lines = new StringBuilder("Assay cannot start:");
        faults.stream().distinct().forEach(fault -> lines.append("\n  - ")
                .append(ForeignText.shortened(fault, LONGEST_FAULT)));
        this.text = lines.toString();
    }

    /** Writes the report, and ends the process with exit code 1. To be called when nothing else is written any more. */
    void end() {
        write(System.err, TERMINATION_LOG);
        Exit.with(FAILURE);
    }

    void write(PrintStream out, Path terminationLog) {
        out.println(text);
        out.flush();
        if (Files.isRegularFile(terminationLog) && Files.isWritable(terminationLog)) {
            try {
                Files.write(
                        terminationLog,
                        Utf8.start(text, LONGEST_MESSAGE),
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
            } catch (IOException e) {
                out.println("tried to write this to " + terminationLog + ", but " + e + "; see that it can be written");
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
