package dev.assay.plugin;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which an author's blocking verbs run: daemons, made when they are needed. */
final class PluginThreadPool {
    /** The number of calls that Assay has in flight per plugin by default. */
    static final int MAX_THREADS = 64;

    static final int MAX_WAITING = 1_024;

    private static final long IDLE_SECONDS = 30;

    private PluginThreadPool() {}

    static ExecutorService start() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MAX_THREADS,
                MAX_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                task -> {
                    Thread thread = new Thread(task, "plugin-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
