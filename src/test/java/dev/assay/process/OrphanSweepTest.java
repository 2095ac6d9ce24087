package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.linux.HostIdentity;
import dev.assay.process.linux.ProcFs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice of leftover processes and folders, with a {@code /proc} of the test's own. */
class OrphanSweepTest {
    private static final HostIdentity SUCCESSOR = new HostIdentity(50, 900, 7, "/var/lib/assay:x");

    @TempDir
    Path folder;

    private ProcFs proc;

    @BeforeEach
    void makeProc() throws IOException {
        proc = new ProcFs(Files.createDirectory(folder.resolve("proc")));
        process(40, 100, "S");
    }

    @Test
    void a_living_host_is_no_ended_predecessor() {
        assertThat(host(40, 100).isEndedPredecessorOf(SUCCESSOR, proc)).isFalse();
    }

    @Test
    void a_host_that_is_gone_is_an_ended_predecessor() {
        assertThat(host(41, 100).isEndedPredecessorOf(SUCCESSOR, proc)).isTrue();
    }

    @Test
    void a_host_whose_process_id_is_used_again_is_gone() {
        assertThat(host(40, 99).isEndedPredecessorOf(SUCCESSOR, proc)).isTrue();
    }

    @Test
    void a_host_that_is_a_zombie_is_gone() throws IOException {
        process(42, 100, "Z");
        assertThat(host(42, 100).isEndedPredecessorOf(SUCCESSOR, proc)).isTrue();
    }

    @Test
    void a_host_of_another_store_or_namespace_is_no_predecessor() {
        assertThat(new HostIdentity(41, 100, 7, "/var/lib/assay").isEndedPredecessorOf(SUCCESSOR, proc))
                .isFalse();
        assertThat(new HostIdentity(41, 100, 8, SUCCESSOR.store()).isEndedPredecessorOf(SUCCESSOR, proc))
                .isFalse();
    }

    @Test
    void an_identity_is_read_as_it_was_written_and_other_text_is_refused() {
        assertThat(HostIdentity.parse(SUCCESSOR.text())).contains(SUCCESSOR);
        assertThat(HostIdentity.parse("50:900:7")).isEmpty();
        assertThat(HostIdentity.parse("50:x:7:store")).isEmpty();
        assertThat(HostIdentity.parse("")).isEmpty();
    }

    @Test
    void a_process_is_not_killed_for_a_variable_that_only_looks_like_an_identity() throws Exception {
        long self = ProcessHandle.current().pid();
        process(self, 1, "S");
        Files.writeString(
                proc(self).resolve("environ"),
                "X_ASSAY_HOST=" + host(41, 1).text() + "\0ASSAY_HOST_PID=41\0X=ASSAY_HOST="
                        + host(41, 1).text() + "\0");
        assertThat(proc.variable(self, HostIdentity.VARIABLE)).isEmpty();
        // This very process would be killed.
        assertThat(new OrphanSweep(proc, SUCCESSOR).killProcesses()).isZero();
    }

    @Test
    void folders_are_removed_by_the_same_rule_and_links_are_not_followed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createFile(outside.resolve("keep"));
        Path gone = socketFolder("assay-gone", host(41, 1));
        Files.createSymbolicLink(gone.resolve("link"), outside);
        Files.createDirectory(gone.resolve("1"));
        Files.createFile(gone.resolve("1").resolve("plugin1"));
        Path lives = socketFolder("assay-lives", host(40, 100));
        Path other = socketFolder("assay-other", new HostIdentity(41, 1, 7, "other"));
        Path unmarked = Files.createDirectory(sockets().resolve("assay-unmarked"));
        Path named = socketFolder("other-name", host(41, 1));
        Path link = Files.createSymbolicLink(sockets().resolve("assay-link"), socketFolder("x", host(41, 1)));

        assertThat(new OrphanSweep(proc, SUCCESSOR).removeSocketDirectories(sockets()))
                .isEqualTo(1);

        assertThat(gone).doesNotExist();
        assertThat(outside.resolve("keep")).exists();
        assertThat(List.of(lives, other, unmarked, named, link)).allMatch(Files::exists);
    }

    @Test
    void folders_of_a_former_container_are_removed_when_nobody_locks_them() throws IOException {
        HostIdentity before = new HostIdentity(1, 1, 6, SUCCESSOR.store());
        Path gone = socketFolder("assay-gone", before);
        Files.createFile(gone.resolve(SocketDirectory.LOCK));
        Path locked = socketFolder("assay-locked", before);
        Path unknown = socketFolder("assay-unknown", before);
        try (FileChannel file = FileChannel.open(
                locked.resolve(SocketDirectory.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(file.tryLock()).isNotNull();
            new OrphanSweep(proc, SUCCESSOR).removeSocketDirectories(sockets());
        }
        assertThat(gone).doesNotExist();
        assertThat(List.of(locked, unknown)).allMatch(Files::exists);
    }

    private static HostIdentity host(long pid, long startTicks) {
        return new HostIdentity(pid, startTicks, SUCCESSOR.pidNamespace(), SUCCESSOR.store());
    }

    private Path socketFolder(String name, HostIdentity owner) throws IOException {
        Path made = Files.createDirectory(sockets().resolve(name));
        Files.writeString(made.resolve(SocketDirectory.OWNER), owner.text());
        return made;
    }

    private Path sockets() throws IOException {
        return Files.createDirectories(folder.resolve("sockets"));
    }

    private Path proc(long pid) {
        return folder.resolve("proc").resolve(Long.toString(pid));
    }

    /** A line as in proc(5); the name of a command may hold anything. */
    private void process(long pid, long startTicks, String state) throws IOException {
        Files.createDirectory(proc(pid));
        Files.writeString(
                proc(pid).resolve("stat"),
                pid + " (a) S 1 (b) " + state + " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 " + startTicks
                        + " 20 21\n");
    }
}
