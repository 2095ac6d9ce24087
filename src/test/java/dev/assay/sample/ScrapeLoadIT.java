package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.install.OwnProgram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the heap that a plugin of this program has. */
class ScrapeLoadIT {
    @Test
    void many_metrics_of_a_large_page_are_read_at_once() throws Exception {
        String page = "http_requests_total{method=\"post\",code=\"200\"} 1027\n".repeat(60_000) + "last 7\n";
        try (FakeServer server = new FakeServer(200, page)) {
            List<String> command =
                    OwnProgram.running(ScrapeLoadMain.class.getName()).command("40", server.url());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            assertThat(output).isEqualTo("40");
        }
    }
}
