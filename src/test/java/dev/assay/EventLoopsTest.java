package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
    private final String allBefore = System.getProperty(EventLoops.ALL);
    private final String callersBefore = System.getProperty(EventLoops.CALLERS);

    @AfterEach
    void restore() {
        restore(EventLoops.ALL, allBefore);
        restore(EventLoops.CALLERS, callersBefore);
    }

    @Test
    void there_is_one_loop_more_than_serve_callers() {
        reserve(Map.of());
        assertThat(System.getProperty(EventLoops.ALL)).isEqualTo("5");
        assertThat(System.getProperty(EventLoops.CALLERS)).isEqualTo("4");
    }

    @Test
    void a_number_that_a_user_has_set_leaves_both_as_they_are() {
        reserve(Map.of(EventLoops.CALLERS, "7"));
        reserve(Map.of(EventLoops.ALL, "7"));
        assertThat(System.getProperty(EventLoops.ALL)).isEqualTo(allBefore);
        assertThat(System.getProperty(EventLoops.CALLERS)).isEqualTo(callersBefore);
    }

    private static void reserve(Map<String, String> settings) {
        EventLoops.reserve(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build(),
                4);
    }

    private static void restore(String name, String before) {
        if (before == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, before);
        }
    }
}
