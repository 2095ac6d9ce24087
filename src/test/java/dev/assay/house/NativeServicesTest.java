package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The services of Assay, which a native executable has only where their file and their class are registered. */
class NativeServicesTest {
    /** Asked while Assay is built, and never while it runs. */
    private static final String OF_THE_BUILD =
            "jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension";

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void each_service_is_registered_for_the_native_executable() throws IOException {
        String settings = Files.readString(RESOURCES.resolve("application.properties"));
        String classes =
                Files.readString(RESOURCES.resolve("META-INF/native-image/dev.assay/assay/reflect-config.json"));
        List<Path> services;
        try (Stream<Path> found = Files.list(RESOURCES.resolve("META-INF/services"))) {
            services = found.filter(service -> !service.endsWith(OF_THE_BUILD)).toList();
        }
        assertThat(services).isNotEmpty();
        for (Path service : services) {
            assertThat(settings).contains("META-INF/services/" + service.getFileName());
            for (String provider : Files.readAllLines(service)) {
                assertThat(classes).contains("\"" + provider + "\"");
            }
        }
    }
}
