package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void samples_are_found_by_name() {
        assertThat(Samples.names())
                .allSatisfy(name -> assertThat(Samples.find(name)).isPresent());
        assertThat(Samples.find("sample-nothing")).isEmpty();
    }
}
