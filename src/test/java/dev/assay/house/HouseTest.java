package dev.assay.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the house, and what each may know. */
class HouseTest {
    private static final String ROOT = "dev.assay";

    /** Room, and the rooms that it may import. The root may import all. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("metric", Set.of()),
            Map.entry("settings", Set.of()),
            Map.entry("config", Set.of("settings")),
            Map.entry("install", Set.of("config", "settings")),
            Map.entry("process", Set.of()),
            Map.entry("wire", Set.of("metric", "process")),
            Map.entry("wire.gob", Set.of()),
            Map.entry("wire.yamux", Set.of()),
            Map.entry("wire.grpc", Set.of("wire", "metric", "process", "proto")),
            Map.entry("wire.netrpc", Set.of("wire", "metric", "process", "wire.gob", "wire.yamux")),
            Map.entry(
                    "host",
                    Set.of("metric", "settings", "config", "install", "process", "wire", "wire.grpc", "wire.netrpc")),
            Map.entry("api", Set.of("metric", "settings", "host", "proto")),
            Map.entry("plugin", Set.of("metric", "process", "wire", "wire.grpc", "wire.netrpc")),
            Map.entry("sample", Set.of("metric", "plugin")),
            Map.entry("proto", Set.of()));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> a_room_imports_only_what_it_may() {
        return MAY_IMPORT.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> noClasses()
                        .that(inRoom(room.getKey()))
                        .should()
                        .dependOnClassesThat(inAnyRoomBut(room.getKey(), room.getValue()))
                        .allowEmptyShould(true)
                        .check(HOUSE)));
    }

    @Test
    void every_class_is_in_a_known_room() {
        List<String> strangers = HOUSE.stream()
                .filter(c -> !room(c).isEmpty() && !MAY_IMPORT.containsKey(room(c)))
                .map(JavaClass::getName)
                .toList();
        assertThat(strangers).isEmpty();
    }

    @Test
    void rooms_form_no_circle() {
        slices().matching("dev.assay.(**)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(location -> !location.contains("/proto/"))
                        .importPackages(ROOT));
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> packages = ours().map(JavaClass::getPackageName).collect(Collectors.toSet());
        List<String> unmarked = new ArrayList<>();
        for (String name : packages) {
            boolean marked = HOUSE.getPackage(name).isAnnotatedWith(NullMarked.class);
            if (!marked) {
                unmarked.add(name);
            }
        }
        assertThat(unmarked).isEmpty();
        assertThat(packages).hasSizeGreaterThan(8);
    }

    @Test
    void time_and_exit_are_reached_through_their_seams_only() {
        noClasses()
                .that(areOurs())
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
        noClasses()
                .that(areOurs())
                .and()
                .doNotHaveFullyQualifiedName("dev.assay.plugin.Exit")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(HOUSE);
    }

    @Test
    void processes_are_started_in_their_room_only() {
        noClasses()
                .that(areOurs())
                .and()
                .resideOutsideOfPackage("dev.assay.process")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(HOUSE);
    }

    @Test
    void no_field_is_a_mutable_static() {
        classes()
                .that(areOurs())
                .should(HouseConditions.haveNoMutableStaticField())
                .check(HOUSE);
    }

    @Test
    void a_class_that_is_not_a_public_face_is_final_or_sealed_or_abstract() {
        List<String> open = ours().filter(c -> !c.isInterface() && !c.isEnum() && !c.isRecord())
                .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(c -> !c.isAnonymousClass() && !c.getSimpleName().isEmpty())
                .filter(c -> !HouseConditions.isProxiedByTheContainer(c))
                .map(JavaClass::getName)
                .toList();
        assertThat(open).isEmpty();
    }

    @Test
    void codecs_know_neither_quarkus_nor_mutiny_nor_kubernetes() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.assay.wire.gob..", "dev.assay.wire.yamux..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.fabric8..")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    private static Stream<JavaClass> ours() {
        return HOUSE.stream().filter(areOurs());
    }

    private static DescribedPredicate<JavaClass> areOurs() {
        return DescribedPredicate.describe("are written by hand", c -> !room(c).equals("proto"));
    }

    private static DescribedPredicate<JavaClass> inRoom(String room) {
        return DescribedPredicate.describe("are in " + room, c -> room(c).equals(room));
    }

    private static DescribedPredicate<JavaClass> inAnyRoomBut(String own, Set<String> allowed) {
        return DescribedPredicate.describe(
                "are in a room other than " + own + " and " + allowed,
                c -> isInHouse(c) && !room(c).equals(own) && !allowed.contains(room(c)));
    }

    private static boolean isInHouse(JavaClass c) {
        return c.getPackageName().equals(ROOT) || c.getPackageName().startsWith(ROOT + ".");
    }

    /** {@code wire.grpc} for {@code dev.assay.wire.grpc}; empty for the root; every part of {@code proto} is one room. */
    private static String room(JavaClass c) {
        String name = c.getPackageName();
        String room = name.length() > ROOT.length() ? name.substring(ROOT.length() + 1) : "";
        return room.startsWith("proto.") ? "proto" : room;
    }
}
