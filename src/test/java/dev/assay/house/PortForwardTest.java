package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of the documentation that forward a port: kubectl knows the ports of a Service, and not those of its pods. */
class PortForwardTest {
    private static final Pattern COMMAND = Pattern.compile("port-forward service/assay ([0-9:]+)");

    @Test
    void each_names_a_port_of_the_service() throws IOException {
        String service = Files.readString(Path.of("k8s/service.yaml")).split("(?m)^---$", -1)[0];
        assertThat(service).contains("name: assay\n");
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            List<String> ports = files.filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> COMMAND.matcher(read(file)).results().map((MatchResult found) -> found.group(1)))
                    .toList();
            assertThat(ports).isNotEmpty().allSatisfy(port -> assertThat(service)
                    .contains(" port: " + port.substring(port.indexOf(':') + 1) + "\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
