package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The classes that Caffeine finds by name, one for the settings of a cache and one for those of its entries. A native
 * executable has those alone that are registered, and ends at its start without one.
 */
class NativeCachesTest {
    private static final Path REGISTERED =
            Path.of("src/main/resources/META-INF/native-image/dev.assay/assay/reflect-config.json");
    private static final Pattern CHAIN =
            Pattern.compile("Caffeine\\.newBuilder\\(\\)(.*?)\\.(build|buildAsync)\\(", Pattern.DOTALL);
    private static final String PACKAGE = "com.github.benmanes.caffeine.cache.";

    @Test
    void the_classes_of_each_cache_are_registered_for_the_native_executable() throws IOException {
        String registered = Files.readString(REGISTERED);
        Set<String> needed = new TreeSet<>();
        for (String chain : chains()) {
            needed.addAll(classes(chain));
        }
        assertThat(needed).isNotEmpty().allSatisfy(name -> {
            assertThat(Caffeine.class.getClassLoader().getResource(PACKAGE.replace('.', '/') + name + ".class"))
                    .as(name)
                    .isNotNull();
            assertThat(registered).contains("\"" + PACKAGE + name + "\"");
        });
    }

    /** The settings of each cache in the program, as they are written. */
    private static List<String> chains() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(NativeCachesTest::chains)
                    .toList();
        }
    }

    private static Stream<String> chains(Path source) {
        try {
            Matcher chain = CHAIN.matcher(Files.readString(source));
            return chain.results().map(found -> found.group(1) + found.group(2)).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The names are made in Caffeine's {@code LocalCacheFactory} and {@code NodeFactory}, a letter for each setting. */
    private static List<String> classes(String chain) {
        boolean weakKeys = chain.contains(".weakKeys()");
        boolean variable = chain.contains(".expireAfter(");
        boolean afterWrite = chain.contains(".expireAfterWrite(");
        boolean byWeight = chain.contains(".maximumWeight(");
        // An asynchronous cache weighs its entries, as those that are not complete have no weight.
        boolean weighs = byWeight || chain.endsWith("buildAsync");
        String cache =
                (weakKeys ? "WS" : "SS") + (byWeight ? "MW" : "MS") + (variable ? "A" : "") + (afterWrite ? "W" : "");
        String entry = (weakKeys ? "FS" : "PS") + (variable || afterWrite ? "W" : "") + (weighs ? "MW" : "MS");
        return List.of(cache, entry);
    }
}
