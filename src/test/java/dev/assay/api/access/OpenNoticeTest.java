package dev.assay.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenNoticeTest {
    @ParameterizedTest
    @CsvSource({
        "localhost,true",
        "127.0.0.1,true",
        "127.9.9.9,true",
        "::1,true",
        "0.0.0.0,false",
        "::,false",
        "10.0.0.1,false",
        "assay.example.com,false"
    })
    void only_this_machine_reaches_a_loopback_address(String host, boolean local) {
        assertThat(OpenNotice.isLocal(host)).isEqualTo(local);
    }
}
