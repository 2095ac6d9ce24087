package dev.assay.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The files of secrets that this machine gives to Assay and its plugins, such as the token of the service account. The
 * kubelet replaces that token within its hour, so the files are looked at once a second. A former token stays valid for
 * a while, so the last contents are hidden too.
 */
public final class SecretFiles implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SecretFiles.class);

    /** The token that a pod is given (Kubernetes, "Accessing the API from a Pod"). */
    public static final Path SERVICE_ACCOUNT_TOKEN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int CONTENTS = 3;

    /** A larger file is no token; its first part is hidden. */
    private static final int LONGEST = 64 * 1024;

    private final Collection<Path> files;
    private final SecretRegistry registry;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final Map<Path, Deque<SecretRegistry.Hold>> held = new TreeMap<>();
    private final Map<Path, String> contents = new TreeMap<>();
    private @Nullable ScheduledFuture<?> next;
    private boolean closed;

    /**
     * Reads the files, and again whenever they change.
     *
     * @param files need not exist
     * @param worker reads them; may be blocked
     */
    public SecretFiles(
            Collection<Path> files, SecretRegistry registry, Executor worker, ScheduledExecutorService timer) {
        this.files = List.copyOf(new TreeSet<>(files));
        this.registry = registry;
        this.worker = worker;
        this.timer = timer;
        readAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized void readAll() {
        files.forEach(this::read);
        if (!closed) {
            next = timer.schedule(this::readOnWorker, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void readOnWorker() {
        worker.execute(this::readAll);
    }

    private void read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return;
            }
            String content = content(file);
            if (!content.equals(contents.put(file, content))) {
                hold(file, content);
            }
        } catch (IOException e) {
            LOG.tracef("%s cannot be read, so it cannot leave Assay either: %s", file, e);
        }
    }

    private void hold(Path file, String content) {
        Deque<SecretRegistry.Hold> holds = held.computeIfAbsent(file, f -> new ArrayDeque<>());
        holds.add(registry.hold(SecretSources.ofSecrets(List.of(content))));
        if (holds.size() > CONTENTS) {
            holds.remove().close();
        }
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        }
    }
}
