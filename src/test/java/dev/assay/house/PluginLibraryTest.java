package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.assay.plugin.Conditions;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import dev.assay.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library for authors, {@code dev.assay:assay-plugin}, needs nothing of the host. */
class PluginLibraryTest {
    private static final Pattern HOST = Pattern.compile("(io\\.quarkus|io\\.vertx|io\\.fabric8|io\\.micrometer"
            + "|jakarta|org\\.eclipse\\.microprofile|org\\.jboss\\.logmanager|org\\.yaml)\\..*");

    /** The rooms of the library's jar; the build lists the same ones. */
    private static final List<String> ROOMS =
            List.of("condition", "metric", "pace", "plugin", "process", "proto", "text", "wire");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.assay");

    /** So samples are started without these libraries, too. */
    @Test
    void classes_that_an_author_or_a_sample_reaches_depend_on_no_library_of_the_host() {
        Set<String> ofHost = new TreeSet<>();
        for (JavaClass reached : reached(Samples.class, PluginServer.class)) {
            targets(reached)
                    .filter(target -> HOST.matcher(target.getName()).matches())
                    .forEach(target -> ofHost.add(reached.getName() + " -> " + target.getName()));
        }
        assertThat(ofHost).isEmpty();
    }

    @Test
    void classes_that_an_author_reaches_are_in_the_rooms_of_the_library() {
        assertThat(reached(Conditions.class, Measurements.class, MetricPlugin.class, PluginServer.class))
                .hasSizeGreaterThan(50)
                .allMatch(reached -> ROOMS.contains(reached.getPackageName().split("\\.", -1)[2]));
    }

    @Test
    void the_build_packs_these_rooms() throws IOException {
        String build = Files.readString(Path.of("pom.xml"));
        assertThat(ROOMS)
                .allSatisfy(room -> assertThat(build).contains("<include>dev/assay/" + room + "/**</include>"));
    }

    @Test
    void the_librarys_jackson_is_the_one_that_assay_is_tested_with() throws IOException {
        assertThat(Files.readString(Path.of("src/plugin/pom.xml")))
                .contains("<version>" + PackageVersion.VERSION + "</version>");
    }

    /** The classes of Assay that these need, and those that they need. */
    private static Set<JavaClass> reached(Class<?>... faces) {
        Set<JavaClass> reached = new LinkedHashSet<>();
        Deque<JavaClass> next = new ArrayDeque<>();
        Stream.of(faces).map(HOUSE::get).forEach(next::add);
        while (!next.isEmpty()) {
            JavaClass one = next.remove();
            if (reached.add(one)) {
                targets(one)
                        .filter(c -> c.getPackageName().startsWith("dev.assay."))
                        .forEach(next::add);
            }
        }
        return reached;
    }

    private static Stream<JavaClass> targets(JavaClass of) {
        return of.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType);
    }
}
