package dev.assay.host.calls;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one task on one thread at a time. A request that comes while the task runs, from within it too, adds a turn instead
 * of nesting or blocking. Thread-safe.
 */
final class SerialTask {
    private final Runnable task;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param task throws nothing */
    SerialTask(Runnable task) {
        this.task = task;
    }

    /** Runs the task, or has the thread that runs it now run it once more. */
    void request() {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            task.run();
            missed = requests.addAndGet(-missed);
        }
    }
}
