package dev.assay.api.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.manifest.Yaml;
import dev.assay.text.Json;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCostTest {
    private static final long MAX_FILLED_IN = 4 * 1024 * 1024;

    /** The parser allocates more than it holds at any moment, so an estimate of half of that is on the high side. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | {\"a\":[ | 1 | , | ]}",
                "json | {\"a\":[ | {} | , | ]}",
                "json | {\"a\":[ | {\"\":1} | , | ]}",
                "json | {\"a\":[ | [[]] | , | ]}",
                "json | {\"a\":[ | \"x\" | , | ]}",
                "json | {\"a\":[ | 1e99 | , | ]}",
                "yaml | a: [ | b | , | ]",
                "yaml | a: [ | {} | , | ]",
                "yaml | a: [ | {b: c} | , | ]",
            })
    void the_estimate_of_many_small_values_is_no_less_than_half_of_what_is_allocated(
            String kind, String begin, String value, String separator, String end) {
        byte[] body = (begin + (value + separator).repeat(20_000) + value + end).getBytes(UTF_8);
        boolean yaml = kind.equals("yaml");
        parse(body, yaml);
        long allocated = allocatedBy(() -> parse(body, yaml));
        assertThat(2 * WorkCost.document(body, yaml, MAX_FILLED_IN)).isGreaterThan(allocated);
    }

    @ParameterizedTest
    @CsvSource({"100, 10000", "1, 100"})
    void text_that_is_filled_in_is_counted(int placeholders, int length) {
        String plain = "{\"args\":\"" + "x".repeat(length) + "\",\"m\":\"" + "{{args.x}}".repeat(placeholders) + "\"}";
        long without = WorkCost.document(plain.replace("{{", "((").getBytes(UTF_8), false, MAX_FILLED_IN);
        long with = WorkCost.document(plain.getBytes(UTF_8), false, MAX_FILLED_IN);
        assertThat(with - without).isGreaterThan(2L * placeholders * length);
    }

    private static void parse(byte[] body, boolean yaml) {
        assertThat(yaml ? Yaml.object(body) : Json.object(body)).isNotEmpty();
    }

    private static long allocatedBy(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
