package dev.assay.testing;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes what is logged by one logger, and by those below it, instead of the console; until it is closed. */
public final class LogCapture implements AutoCloseable {
    private final Logger logger;
    private final Handler handler;

    /** @param taker gets each record on the thread that logs it */
    public LogCapture(String category, Consumer<LogRecord> taker) {
        logger = Logger.getLogger(category);
        handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                taker.accept(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
