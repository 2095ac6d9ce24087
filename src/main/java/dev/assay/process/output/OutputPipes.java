package dev.assay.process.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The pipes of a child.
 *
 * <p>A thread that reads a pipe of the JDK cannot be freed while any process can write to it, and a descendant of the
 * child may live for ever. On Linux the pipes are therefore opened once more by {@code /proc/PID/fd} (man page proc(5)),
 * as channels, which can be closed.
 *
 * @param files the names of the pipes among the open files of a process, for instance {@code pipe:[4711]}; empty where
 *     they are not known
 */
public record OutputPipes(OutputPipe stdout, OutputPipe stderr, Set<String> files) implements Closeable {
    private static final String PIPE = "pipe:";

    private static final Logger LOG = Logger.getLogger(OutputPipes.class);

    public OutputPipes {
        files = Set.copyOf(files);
    }

    /** The pipes of a process that was started a moment ago. The streams of the process may not be read any more. */
    public static OutputPipes of(Process process) {
        Path files = Path.of("/proc", Long.toString(process.pid()), "fd");
        try {
            String stdout = Files.readSymbolicLink(files.resolve("1")).toString();
            String stderr = Files.readSymbolicLink(files.resolve("2")).toString();
            if (stdout.startsWith(PIPE) && stderr.startsWith(PIPE) && !stdout.equals(stderr)) {
                return channels(process, files, Set.of(stdout, stderr));
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("The pipes of process %d are not in /proc: %s", process.pid(), e);
        }
        return new OutputPipes(
                new StreamPipe(process.getInputStream()), new StreamPipe(process.getErrorStream()), Set.of());
    }

    private static OutputPipes channels(Process process, Path files, Set<String> names) throws IOException {
        FileChannel stdout = FileChannel.open(files.resolve("1"), StandardOpenOption.READ);
        try {
            FileChannel stderr = FileChannel.open(files.resolve("2"), StandardOpenOption.READ);
            process.getInputStream().close();
            process.getErrorStream().close();
            return new OutputPipes(new ChannelPipe(stdout), new ChannelPipe(stderr), names);
        } catch (IOException e) {
            stdout.close();
            throw e;
        }
    }

    /** Ends the reading of both pipes, as far as the system permits. */
    @Override
    public void close() {
        close(stdout);
        close(stderr);
    }

    private static void close(OutputPipe pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            LOG.debugf("A pipe could not be closed: %s", e);
        }
    }
}
