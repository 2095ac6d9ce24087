package dev.assay.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is read anew when it changes. The kubelet exchanges such files by a symbolic link, which no event of the
 * file system tells.
 */
final class WatchedFile {
    private static final Logger LOG = Logger.getLogger(WatchedFile.class.getName());

    /** A token has one or two KB; the certificates of all public authorities have 250. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final String name;
    private final Use use;
    private byte @Nullable [] last;
    private String fault = "";

    /** The use of the content of a file. */
    interface Use {
        /**
         * Takes the content.
         *
         * @throws IOException when it cannot be used; the message says why, and holds nothing of it
         */
        void accept(byte[] content) throws IOException;
    }

    /** @param name for messages, for instance {@code the token in --token-file} */
    WatchedFile(Path file, String name, Use use) {
        this.file = file;
        this.name = name;
        this.use = use;
    }

    /** Reads the file at once, and on this thread each second from now on. To be called on this thread. */
    void follow(ScheduledExecutorService thread) {
        look();
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        String problem = "";
        try {
            byte[] content = read(file);
            if (!Arrays.equals(content, last) || !fault.isEmpty()) {
                use.accept(content);
                last = content;
            }
        } catch (IOException | RuntimeException e) {
            problem = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        if (!problem.isEmpty() && !problem.equals(fault)) {
            LOG.warning("tried to read " + name + " " + file + ", but failed (" + problem
                    + "); correct the file, which is read again each second");
        }
        fault = problem;
    }

    /** Reads a small file. Blocks. */
    static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes");
            }
            return content;
        }
    }
}
