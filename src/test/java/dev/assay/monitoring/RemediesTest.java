package dev.assay.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RemediesTest {
    @Test
    void each_alert_says_what_is_wrong_how_grave_it_is_and_what_to_do() throws IOException {
        assertThat(MonitoringFiles.rulesWithAlert()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText())
                    .containsPattern("(?i)\\b(see|renew|raise|GET /|kubectl|check)\\b");
        });
    }
}
