package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfiles, which no test builds: what they name is there, and both promise the same. */
class DockerfileTest {
    private static final Path FOLDER = Path.of("src/main/docker");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?:--\\S+ )*(.+) /opt/assay/\\S*$");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void each_file_of_the_project_that_is_copied_exists(String name) throws IOException {
        assertThat(COPIED.matcher(Files.readString(FOLDER.resolve(name)))
                        .results()
                        .map(copied -> copied.group(1)))
                .isNotEmpty()
                .allSatisfy(sources -> assertThat(sources.split(" "))
                        .allMatch(source -> source.startsWith("target/") || Files.isRegularFile(Path.of(source))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void each_starts_assay_under_an_init_as_a_user_without_rights_and_ends_it_without_memory(String name)
            throws IOException {
        assertThat(Files.readString(FOLDER.resolve(name)))
                .contains(
                        "WORKDIR /opt/assay\n",
                        "USER 65532:65532\n",
                        "EXPOSE 8080 8443 9000\n",
                        "ENTRYPOINT [\"tini\", \"--\", \"",
                        "\"-XX:+ExitOnOutOfMemoryError\"")
                .containsPattern("\"-XX:Max(RAMPercentage|imumHeapSizePercent)=25\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void each_file_that_is_copied_is_sent_to_the_build(String name) throws IOException {
        List<String> sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(COPIED.matcher(Files.readString(FOLDER.resolve(name)))
                        .results()
                        .flatMap(copied -> Stream.of(copied.group(1).split(" "))))
                .allMatch(source -> sent.stream().anyMatch(source::startsWith));
    }

    @Test
    void the_cache_that_is_made_is_the_one_that_is_used() throws IOException {
        String image = Files.readString(FOLDER.resolve("Dockerfile.jvm"));
        String made = Pattern.compile("cache=\\$folder/(\\S+)")
                .matcher(Files.readString(FOLDER.resolve("aot-cache")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(image).contains("sh /opt/assay/aot-cache /opt/assay\n", "\"-XX:AOTCache=/opt/assay/" + made + "\"");
    }
}
