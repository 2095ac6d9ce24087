package dev.assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogBorderTest {
    private static final String CATEGORY = "dev.assay.border-test";

    private final Logger log = Logger.getLogger(CATEGORY);
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, String>> fields = new ArrayList<>();
    private final ExtHandler handler = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord entry) {
            lines.add(new PatternFormatter("%p %s%e").format(entry));
            fields.add(entry.getMdcCopy());
        }
    };

    @BeforeEach
    void begin() {
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger(CATEGORY);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        LogBorder.install(handler, text -> text.replace("s3cret", "*****"));
    }

    @AfterEach
    void end() {
        java.util.logging.Logger logger = java.util.logging.Logger.getLogger(CATEGORY);
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void a_secret_is_hidden_in_message_parameters_fields_and_failures() {
        MDC.put("field", "is s3cret");
        try {
            log.warnf(
                    new IllegalStateException("it s3cret", new RuntimeException("cause s3cret")),
                    "a s3cret %s %d",
                    "b s3cret",
                    7);
        } finally {
            MDC.remove("field");
        }
        assertThat(lines.get(0))
                .startsWith("WARN a ***** b ***** 7")
                .contains("java.lang.IllegalStateException: it *****")
                .contains("Caused by: java.lang.RuntimeException: cause *****")
                .contains("at dev.assay.log.LogBorderTest.a_secret_is_hidden")
                .doesNotContain("s3cret");
        assertThat(fields.get(0)).containsEntry("field", "is *****");
    }

    @Test
    void a_parameter_cannot_forge_a_line_or_steer_a_terminal() {
        log.infof("key %s", "a\n2030-01-01 ERROR forged\r\u001b[2J\u009b\u007f\u2028\u202e\ud800");
        assertThat(lines)
                .containsExactly(
                        "INFO key a\\n2030-01-01 ERROR forged\\r\\u001b[2J\\u009b\\u007f\\u2028\\u202e\\ud800");
    }

    @Test
    void a_parameter_cannot_hide_behind_a_message_that_has_breaks_of_its_own() {
        log.errorf("%s cannot start:\n  - %s", "x\ny", "one\ntwo");
        assertThat(lines).containsExactly("ERROR x\\ny cannot start:\n  - one\\ntwo");
    }

    @Test
    void the_lines_of_a_message_that_was_put_together_are_indented() {
        log.info("first\n2030-01-01 ERROR second\r\n\tthird");
        assertThat(lines).containsExactly("INFO first\n  2030-01-01 ERROR second\n  third");
    }

    @Test
    void a_failure_without_anything_to_hide_is_logged_as_it_is() {
        log.error("it", new IllegalStateException("fine"));
        assertThat(lines.get(0)).contains("java.lang.IllegalStateException: fine");
    }

    @Test
    void the_break_in_the_message_of_a_failure_is_made_visible() {
        log.error("it", new IllegalStateException("x\n2030 ERROR forged"));
        assertThat(lines.get(0)).contains("java.lang.IllegalStateException: x\\n2030 ERROR forged");
    }

    @Test
    void a_filter_that_was_there_before_still_decides() {
        handler.setFilter(entry -> false);
        LogBorder.install(handler, text -> text);
        LogBorder.install(handler, text -> text);
        log.info("never");
        assertThat(lines).isEmpty();
    }
}
