package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tag of Assay's image, wherever it is written. */
class ImageTagTest {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern IMAGE = Pattern.compile("(?m)(?:image: |FROM |-t )assay(:\\S+)?$");

    @Test
    void it_is_the_version_of_the_build() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        Map<String, List<String>> tags = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> found = tags(Files.readString(file));
                if (!found.isEmpty()) {
                    tags.put(file.toString(), found);
                }
            }
        }
        assertThat(tags).containsKeys("k8s/deployment.yaml", "k8s/bridge/argo-rollouts.yaml", "k8s/image/Dockerfile");
        assertThat(tags.values()).allSatisfy(found -> assertThat(found).containsOnly(":" + version.group(1)));
    }

    private static List<String> tags(String text) {
        return IMAGE.matcher(text)
                .results()
                .map((MatchResult found) -> String.valueOf(found.group(1)))
                .toList();
    }
}
