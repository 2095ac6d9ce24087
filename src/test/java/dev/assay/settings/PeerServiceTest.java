package dev.assay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerServiceTest {
    @ParameterizedTest
    @CsvSource({
        "assay-peers:8080, http, assay-peers, 8080",
        "http://assay-peers.argo-rollouts.svc:80, http, assay-peers.argo-rollouts.svc, 80",
        "https://assay-peers:8443, https, assay-peers, 8443",
        "10.1.2.3:8080, http, 10.1.2.3, 8080",
        "[fd00::1]:8080, http, fd00::1, 8080"
    })
    void a_service_has_a_host_and_a_port(String text, String scheme, String host, int port) {
        assertThat(PeerService.parse(text)).isEqualTo(new PeerService(scheme, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "assay-peers",
                "assay-peers:0",
                "assay-peers:99999",
                "ftp://x:1",
                "http://x:1/y",
                "u@x:1",
                "x y:1",
                ":80"
            })
    void anything_else_is_none(String text) {
        assertThat(PeerService.isValid(text)).isFalse();
    }

    @Test
    void a_fault_of_the_setting_is_told_before_the_start() {
        assertThat(SettingsCheck.findings(SettingsReader.read(builder -> builder.withSources(
                        new PropertiesConfigSource(Map.of("assay.peers.service", "assay-peers"), "test", 100)))))
                .singleElement()
                .asString()
                .contains("peers.service", "must be HOST:PORT or https://HOST:PORT");
    }
}
