package dev.assay.install.http;

import dev.assay.config.Secrets;
import dev.assay.install.progress.DownloadObserver;
import dev.assay.settings.AssaySettings;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The HTTP client, the settings and the threads that all downloads share. Hundreds of downloads may be under way at
 * once; those that wait for a server hold no thread. Opens nothing before the first download.
 */
public final class DownloadClient implements AutoCloseable {
    /** The most tasks that wait at once for the disk and for the DNS, so that a few that hang hold up no others. */
    static final int THREADS = 64;

    /** The most tasks that end a download at once. */
    static final int ENDING_THREADS = 16;

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration LAST_CLEANUP = Duration.ofSeconds(1);

    private final AssaySettings.Download settings;
    private final Secrets secrets;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final DownloadObserver observer;
    private final ProxySettings proxies;
    private final ThreadPoolExecutor executor;
    private final ThreadPoolExecutor endings;
    private final HttpClients clients;
    private final int attempts;
    private final boolean followsRedirects;

    /**
     * @param secrets read at each download, for {@code headersFrom}
     * @param environment names the proxies: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}
     * @param timer for time-outs and delays; is never blocked
     * @param nanos rises steadily, from any origin, for instance {@code System::nanoTime}
     * @param observer is told of each download that has ended
     */
    public DownloadClient(
            AssaySettings.Download settings,
            Secrets secrets,
            Map<String, String> environment,
            ScheduledExecutorService timer,
            LongSupplier nanos,
            InstantSource clock,
            RandomGenerator random,
            DownloadObserver observer) {
        this.settings = settings;
        this.secrets = secrets;
        this.timer = timer;
        this.nanos = nanos;
        this.clock = clock;
        this.random = random;
        this.observer = observer;
        this.proxies = new ProxySettings(environment);
        this.executor = pool(THREADS, "assay-download-");
        this.endings = pool(ENDING_THREADS, "assay-download-end-");
        this.clients = new HttpClients(
                proxies,
                settings.connectTimeout(),
                settings.caFile(),
                "assay.download.ca-file",
                Optional.empty(),
                executor);
        this.attempts = settings.attempts();
        this.followsRedirects = true;
    }

    private DownloadClient(DownloadClient shared, Secrets secrets, HttpClients clients) {
        this.settings = shared.settings;
        this.secrets = secrets;
        this.timer = shared.timer;
        this.nanos = shared.nanos;
        this.clock = shared.clock;
        this.random = shared.random;
        this.observer = shared.observer;
        this.proxies = new ProxySettings(Map.of());
        this.executor = shared.executor;
        this.endings = shared.endings;
        this.clients = clients;
        this.attempts = 1;
        this.followsRedirects = false;
    }

    /**
     * A client with the same settings and threads, for servers of the same cluster. It asks once, without a proxy, and follows
     * no redirect. It need not be closed.
     *
     * @param newSecrets in place of those of the configuration
     * @param caFile certificates that are trusted beside those of Java
     * @param caSetting the setting that names this file, for messages
     * @param serverName the name of the DNS that certificates are for, whatever address is asked
     */
    public DownloadClient direct(
            Secrets newSecrets, Optional<Path> caFile, String caSetting, Optional<String> serverName) {
        return new DownloadClient(
                this,
                newSecrets,
                new HttpClients(
                        new ProxySettings(Map.of()),
                        settings.connectTimeout(),
                        caFile,
                        caSetting,
                        serverName,
                        executor));
    }

    AssaySettings.Download settings() {
        return settings;
    }

    /** The largest executable, in bytes, wherever it comes from. */
    public long maxSize() {
        return settings.maxSize().asLongValue();
    }

    /** How often a server is asked for one file at most. */
    int attempts() {
        return attempts;
    }

    boolean followsRedirects() {
        return followsRedirects;
    }

    Secrets secrets() {
        return secrets;
    }

    public ScheduledExecutorService timer() {
        return timer;
    }

    public LongSupplier nanos() {
        return nanos;
    }

    public InstantSource clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    DownloadObserver observer() {
        return observer;
    }

    ProxySettings proxies() {
        return proxies;
    }

    /** Runs tasks that may block; after {@link #close} the caller runs them. */
    public ThreadPoolExecutor executor() {
        return executor;
    }

    /** Ends downloads and removes their temporary files, whatever the others wait for. */
    ThreadPoolExecutor endings() {
        return endings;
    }

    /** The setting that names the certificates that are trusted. */
    String caSetting() {
        return clients.caSetting();
    }

    /** Throws {@link DownloadFault}. */
    HttpClient client() {
        return clients.get();
    }

    /** To be called when all downloads have ended. Waits a little for temporary files to be removed. */
    @Override
    public void close() {
        executor.shutdown();
        endings.shutdown();
        await(executor);
        await(endings);
    }

    private static void await(ThreadPoolExecutor pool) {
        try {
            if (!pool.awaitTermination(LAST_CLEANUP.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Threads come as they are needed and end when they are idle. After the end the caller runs new tasks. */
    private static ThreadPoolExecutor pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                KEEP_ALIVE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                threads(name),
                (task, ended) -> task.run());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            // The thread that makes this one may be of the JDK's common pool, whose loader knows no service of this
            // program.
            thread.setContextClassLoader(DownloadClient.class.getClassLoader());
            return thread;
        };
    }
}
