package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.ProcessException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootSummaryTest extends HostFixture {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(BootSummary.class.getName());
    private final PatternFormatter formatter = new PatternFormatter("%s");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void stop_listening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void the_slowest_is_one_that_came_up() {
        boot(List.of(spec("acme/a", true), spec("acme/bad", true), spec("acme/slow", true)));
        processes.lastOf("acme/bad").handshake.completeExceptionally(new ProcessException(true, "junk", null));
        time.advance(Duration.ofMillis(20));
        processes.lastOf("acme/a").shakeHands("grpc");
        time.advance(Duration.ofMillis(400));
        processes.lastOf("acme/slow").shakeHands("grpc");
        assertThat(lines)
                .containsExactly(
                        "  acme/a     Ready       grpc        20 ms",
                        "  acme/bad   Failed      -          420 ms  junk",
                        "  acme/slow  Ready       grpc       420 ms",
                        "2 of 3 plugins Ready after 420 ms; the slowest was acme/slow with 420 ms");
    }

    @Test
    void where_none_came_up_there_is_no_slowest() {
        boot(List.of(spec("acme/bad", true)));
        processes.lastOf("acme/bad").handshake.completeExceptionally(new ProcessException(true, "junk", null));
        assertThat(lines).last().isEqualTo("0 of 1 plugins Ready after 0 ms");
    }
}
