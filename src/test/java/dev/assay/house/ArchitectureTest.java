package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of rooms in {@code docs/architecture.md} is that of the house. */
class ArchitectureTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d) \\| ([^|]+) \\| [^|]+ \\| ([^|]*)\\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String ROOT = "dev.assay";

    @Test
    void it_has_each_room_once() throws IOException {
        Set<String> rooms = new TreeSet<>(Rooms.MAY_IMPORT.keySet());
        rooms.add(ROOT);

        assertThat(rows().flatMap(row -> codes(row.group(2))).sorted().toList())
                .isEqualTo(rooms.stream().sorted().toList());
    }

    @Test
    void a_room_imports_from_lower_floors_and_from_rooms_that_share_its_first_name() throws IOException {
        Map<String, Integer> floors = new TreeMap<>();
        rows().forEach(row -> codes(row.group(2)).forEach(room -> floors.put(room, Integer.valueOf(row.group(1)))));
        List<String> upwards = new ArrayList<>();
        Rooms.MAY_IMPORT.forEach((room, imported) -> imported.stream()
                .filter(other ->
                        floors.get(other) >= floors.get(room) && !first(other).equals(first(room)))
                .forEach(other -> upwards.add(room + " -> " + other)));

        assertThat(upwards).isEmpty();
    }

    @Test
    void each_class_that_is_named_as_a_face_exists() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            classes = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(rows().flatMap(row -> codes(row.group(3)))).isNotEmpty().allMatch(classes::contains);
    }

    private static String first(String room) {
        return room.replaceFirst("\\..*", "");
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1));
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/architecture.md"))).results();
    }
}
