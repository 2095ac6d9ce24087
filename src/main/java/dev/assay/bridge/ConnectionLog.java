package dev.assay.bridge;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** Logs once that Assay is lost, and once that it is back. Thread-safe. */
final class ConnectionLog {
    private static final Logger LOG = Logger.getLogger(ConnectionLog.class.getName());

    private final AssayAddress address;
    private final AtomicBoolean lost = new AtomicBoolean();

    ConnectionLog(AssayAddress address) {
        this.address = address;
    }

    /** @param sentence says what was tried and why it failed */
    void lost(String sentence) {
        if (lost.compareAndSet(false, true)) {
            LOG.warning(sentence);
        }
    }

    void answered() {
        if (lost.get() && lost.compareAndSet(true, false)) {
            LOG.info("Assay at " + address + " answers again");
        }
    }
}
