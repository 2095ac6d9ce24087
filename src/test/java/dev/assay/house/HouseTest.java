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
import io.smallrye.mutiny.groups.UniOnItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final int MOST_FILES = 30;

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> a_room_imports_only_what_it_may() {
        return Rooms.MAY_IMPORT.entrySet().stream()
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
                .filter(c -> !room(c).isEmpty() && !Rooms.MAY_IMPORT.containsKey(room(c)))
                .map(JavaClass::getName)
                .toList();
        assertThat(strangers).isEmpty();
    }

    @Test
    void every_permission_is_used() {
        List<String> unused = new ArrayList<>();
        Rooms.MAY_IMPORT.forEach((room, allowed) -> {
            Set<String> used = HOUSE.stream()
                    .filter(inRoom(room))
                    .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                    .map(d -> d.getTargetClass().getBaseComponentType())
                    .filter(HouseTest::isInHouse)
                    .map(HouseTest::room)
                    .collect(Collectors.toSet());
            allowed.stream().filter(a -> !used.contains(a)).forEach(a -> unused.add(room + " -> " + a));
        });
        assertThat(unused).isEmpty();
    }

    @Test
    void no_room_is_a_heap() throws IOException {
        List<String> heaps = new ArrayList<>();
        for (String source : List.of("src/main/java", "src/test/java", "src/bench/java")) {
            try (Stream<Path> folders = Files.walk(Path.of(source))) {
                for (Path folder : folders.filter(Files::isDirectory).toList()) {
                    try (Stream<Path> files = Files.list(folder)) {
                        long count = files.filter(Files::isRegularFile).count();
                        if (count > MOST_FILES) {
                            heaps.add(folder + " has " + count + " files");
                        }
                    }
                }
            }
        }
        assertThat(heaps).isEmpty();
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
    void calls_pause_in_one_place_which_takes_its_timer_from_outside() {
        noClasses()
                .that(areOurs())
                .and()
                .doNotHaveFullyQualifiedName("dev.assay.pace.Pause")
                .should()
                .callMethod(UniOnItem.class, "delayIt")
                .check(HOUSE);
    }

    @Test
    void processes_are_started_in_their_room_only() {
        noClasses()
                .that(areOurs())
                .and()
                .resideOutsideOfPackage("dev.assay.process..")
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
