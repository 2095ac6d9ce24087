package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.Platform;
import dev.assay.process.ResourceLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'1' | 1000",
                "1 | 1000",
                "0.5 | 500",
                "500m | 500",
                "1.5 | 1500",
                "'.25' | 250",
                "10m | 10",
                "10500u | 11",
                "2e1 | 20000",
                "1k | 1000000"
            })
    void processors_are_cores_or_thousandths(String text, long milli) {
        assertThat(limits("{cpu: " + text + "}").milliCpus()).hasValue(milli);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "256Mi | 268435456",
                "1Gi | 1073741824",
                "1.5Gi | 1610612736",
                "256M | 256000000",
                "134217728 | 134217728",
                "1e9 | 1000000000",
                "12E8 | 1200000000",
                "1048576000m | 1048576"
            })
    void memory_is_bytes_with_a_unit(String text, long bytes) {
        assertThat(limits("{memory: " + text + "}").memoryBytes()).hasValue(bytes);
    }

    @Test
    void a_limit_that_is_not_given_is_none() {
        assertThat(limits("{}")).isEqualTo(ResourceLimits.NONE);
        assertThat(limits("{memory: 1Gi, cpu: }").milliCpus()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256 Mi",
                "256mi",
                "256MB",
                "256Mib",
                "1_000_000",
                "0x1000000",
                "lots",
                "''",
                "1e999999999",
                "[1]",
                "{a: b}"
            })
    void a_limit_that_is_no_quantity_is_a_fault(String text) {
        assertThat(fault("{memory: " + text + "}"))
                .contains(".limits.memory (line 3): ")
                .endsWith(" is no quantity of Kubernetes; write a number with its unit, Ki, Mi or Gi: 256Mi (m is a"
                        + " thousandth, M a million)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"256m", "0", "-1Gi", "512", "2Ei"})
    void memory_outside_the_range_is_a_fault(String text) {
        assertThat(fault("{memory: " + text + "}"))
                .contains(".limits.memory (line 3): \"" + text + "\" is outside the range of 1Mi to 1Ei; write ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9m", "1Gi"})
    void processors_outside_the_range_are_a_fault(String text) {
        assertThat(fault("{cpu: " + text + "}"))
                .contains("\"" + text + "\" is outside the range of 10m to 10k cores; write the number of cores, or");
    }

    @Test
    void limits_that_are_no_map_are_a_fault() {
        assertThat(fault("256Mi")).contains("is text, but must be a map; write limits: {cpu: \"1\", memory: 256Mi}");
    }

    private static ResourceLimits limits(String yaml) {
        FaultCollector collector = new FaultCollector();
        String list = "- name: a/b\n  location: file:///x\n  limits: " + yaml;
        return collector
                .result(
                        "test",
                        PluginListReader.read(
                                list,
                                new FaultLocation(collector, "metricProviderPlugins"),
                                new Platform("linux", "amd64")))
                .plugins()
                .get(0)
                .limits();
    }

    private static String fault(String yaml) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> limits(yaml));
        assertThat(e.faults()).hasSize(1);
        return e.faults().get(0).toString();
    }
}
