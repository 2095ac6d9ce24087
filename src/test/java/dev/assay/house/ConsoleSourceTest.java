package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sources of the console: no text becomes markup or script there, and nothing comes from another host. */
class ConsoleSourceTest {
    private static final Path SOURCES = Path.of("src/main/resources/META-INF/resources");
    private static final int LONGEST = 300;
    private static final int LONGEST_STYLE = 800;

    private static final Pattern MARKUP_OF_TEXT = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|document\\.write|setHTML"
                    + "|\\beval\\b|new Function|setTimeout\\(\\s*['\"`]|javascript:");

    private static final Pattern INLINE =
            Pattern.compile("\\son[a-z]+\\s*=|\\sstyle\\s*=|<style|<script(?![^>]*\\ssrc=)", Pattern.CASE_INSENSITIVE);

    private static final Pattern OTHER_HOST =
            Pattern.compile("(?:src|href|url\\(|@import|from|import)\\W{0,3}(?:https?:)?//");

    @Test
    void no_text_becomes_markup_or_script() throws IOException {
        assertThat(findings(".js", MARKUP_OF_TEXT)).isEmpty();
    }

    @Test
    void no_script_or_style_stands_in_the_page() throws IOException {
        assertThat(findings(".html", INLINE)).isEmpty();
        assertThat(findings(".svg", INLINE)).isEmpty();
        assertThat(findings(".js", Pattern.compile("\\bstyle:\\s|cssText|['\"]style['\"]")))
                .isEmpty();
    }

    @Test
    void nothing_comes_from_another_host() throws IOException {
        for (String kind : List.of(".html", ".js", ".css")) {
            assertThat(findings(kind, OTHER_HOST)).isEmpty();
        }
    }

    @Test
    void files_are_small() throws IOException {
        for (Path file : files("")) {
            long lines = Files.readAllLines(file).size();
            assertThat(lines)
                    .as(file.toString())
                    .isLessThan(file.toString().endsWith(".css") ? LONGEST_STYLE : LONGEST);
        }
    }

    private static List<String> findings(String kind, Pattern pattern) throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path file : files(kind)) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                findings.add(file.getFileName() + ": " + matcher.group());
            }
        }
        return findings;
    }

    private static List<Path> files(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(kind))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
