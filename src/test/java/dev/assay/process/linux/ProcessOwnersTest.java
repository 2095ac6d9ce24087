package dev.assay.process.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signs by which processes are told apart, with a {@code /proc} of the test's own. */
class ProcessOwnersTest {
    private static final String MARK = "MARK=one";

    @TempDir
    Path folder;

    private ProcessOwners owners;

    @BeforeEach
    void start() throws IOException {
        owners = new ProcessOwners(new ProcFs(folder), "MARK");
        process(1, 0, 1, 1, "S", "");
        process(100, 1, 100, 50, "S", MARK);
        owners.add("one", 100, true);
    }

    @Test
    void the_environment_names_the_owner_of_a_process_without_parent() throws IOException {
        process(200, 1, 200, 60, "S", MARK);
        process(201, 1, 201, 60, "S", "MARK=other");
        assertThat(members()).containsExactlyInAnyOrder(100L, 200L);
    }

    @Test
    void the_session_and_the_parent_name_the_owner_of_a_process_without_environment() throws IOException {
        process(200, 1, 100, 60, "S", "");
        process(300, 200, 300, 61, "S", "");
        process(301, 1, 1, 61, "S", "");
        assertThat(members()).containsExactlyInAnyOrder(100L, 200L, 300L);
    }

    @Test
    void a_process_that_was_known_stays_its_owners_without_its_parent() throws IOException {
        process(200, 100, 200, 60, "S", "");
        assertThat(members()).contains(200L);
        gone(100);
        process(200, 1, 200, 60, "S", "");
        assertThat(members()).containsExactly(200L);
    }

    @Test
    void a_process_id_that_is_used_again_is_another_process() throws IOException {
        process(200, 100, 200, 60, "S", "");
        assertThat(members()).contains(200L);
        process(200, 1, 200, 70, "S", "");
        gone(100);
        process(100, 1, 100, 70, "S", "");
        assertThat(members()).doesNotContain(200L);
    }

    @Test
    void the_id_of_a_session_that_was_empty_once_is_the_owners_no_more() throws IOException {
        gone(100);
        assertThat(members()).isEmpty();
        process(100, 1, 100, 70, "S", "");
        process(200, 100, 100, 71, "S", "");
        assertThat(members()).isEmpty();
    }

    @Test
    void a_root_that_was_seen_before_it_was_added_is_the_owners() throws IOException {
        process(200, 1, 1, 60, "S", "");
        assertThat(members()).doesNotContain(200L);
        owners.add("two", 200, false);
        assertThat(owners.members().get("two")).hasSize(1);
    }

    @Test
    void zombies_are_no_members_and_a_circle_of_parents_ends() throws IOException {
        process(200, 100, 100, 60, "Z", MARK);
        process(300, 301, 300, 61, "S", "");
        process(301, 300, 301, 61, "S", "");
        assertThat(members()).containsExactly(100L);
    }

    @Test
    void ended_children_of_this_process_are_told() throws IOException {
        long self = ProcessHandle.current().pid();
        process(200, self, 100, 60, "Z", "");
        process(201, self, 100, 60, "S", "");
        process(202, 1, 100, 60, "Z", "");
        members();
        assertThat(owners.zombies()).containsExactly(200L);
    }

    @Test
    void an_owner_that_was_removed_has_no_members() throws IOException {
        assertThat(members()).isNotEmpty();
        process(200, 100, 100, 60, "S", MARK);
        owners.remove("one");
        assertThat(members()).isEmpty();
    }

    private Set<Long> members() {
        return owners.members().getOrDefault("one", List.of()).stream()
                .map(ProcessStat::pid)
                .collect(Collectors.toSet());
    }

    private void process(long pid, long parent, long session, long start, String state, String environment)
            throws IOException {
        Path process = Files.createDirectories(folder.resolve(Long.toString(pid)));
        Files.writeString(
                process.resolve("stat"),
                pid + " (x) " + state + " " + parent + " 0 " + session + " 0 0 0 0 0 0 0 1 1 1 1 0 0 0 0 " + start
                        + " 0");
        Files.writeString(process.resolve("environ"), environment + "\0");
    }

    private void gone(long pid) throws IOException {
        Path process = folder.resolve(Long.toString(pid));
        Files.delete(process.resolve("stat"));
        Files.delete(process.resolve("environ"));
        Files.delete(process);
    }
}
