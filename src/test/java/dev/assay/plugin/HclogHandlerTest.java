package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclogHandlerTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final HclogHandler handler = new HclogHandler(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @ParameterizedTest
    @CsvSource({"SEVERE,error", "WARNING,warn", "INFO,info", "CONFIG,debug", "FINE,debug", "FINER,trace", "FINEST,trace"
    })
    void a_record_is_a_line_of_json(String level, String hclog) {
        LogRecord record = record(Level.parse(level), "two {0}\n\"lines\"");
        record.setParameters(new Object[] {"\u00e4"});
        handler.publish(record);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"@level\":\"" + hclog + "\",\"@message\":\"two \u00e4\\n\\\"lines\\\"\","
                        + "\"@module\":\"acme\",\"@timestamp\":\"2024-01-01T00:00:00Z\"}" + System.lineSeparator());
    }

    @Test
    void an_exception_goes_along() {
        LogRecord record = record(Level.SEVERE, "failed");
        record.setThrown(new IllegalStateException("why"));
        handler.publish(record);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\"error\":\"java.lang.IllegalStateException: why\\n\\tat ")
                .hasLineCount(1);
    }

    @Test
    void nettys_word_about_keepalive_is_left_out() {
        LogRecord record = record(Level.WARNING, "Unknown channel option 'SO_KEEPALIVE'");
        record.setLoggerName("io.netty.bootstrap.ServerBootstrap");
        handler.publish(record);
        assertThat(bytes.size()).isZero();
    }

    private static LogRecord record(Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName("acme");
        record.setInstant(Instant.parse("2024-01-01T00:00:00Z"));
        return record;
    }
}
