package dev.assay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Proves after each test, when its own clean-up is done, that it left nothing: no child process of this JVM, no thread
 * whose name begins with {@code assay-}, no folder for sockets of this JVM in the temporary folder, nothing in the
 * folders that the test named. What was there before the test does not count. Register it as a field that is not static.
 */
public final class NothingLeftBehind implements BeforeEachCallback, AfterEachCallback {
    private final List<Path> watched = new ArrayList<>();
    private final Set<ProcessHandle> processesBefore = new HashSet<>();
    private final Set<Thread> threadsBefore = new HashSet<>();
    private final Set<Path> foldersBefore = new HashSet<>();
    private final Duration limit;

    /** Waits some seconds: what has been killed takes a moment to be gone. */
    public NothingLeftBehind() {
        this(Duration.ofSeconds(5));
    }

    NothingLeftBehind(Duration limit) {
        this.limit = limit;
    }

    /** Has a folder looked into: at the end it must be empty, or not be there. */
    public Path watch(Path folder) {
        watched.add(folder);
        return folder;
    }

    /** Leaves a process to the next tests, for instance a server of all tests of a class that was started again. */
    public void leave(ProcessHandle process) {
        processesBefore.add(process);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin();
    }

    void begin() {
        processes().forEach(processesBefore::add);
        threads().forEach(threadsBefore::add);
        foldersBefore.addAll(socketFolders());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    void check() {
        await().atMost(limit).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(left())
                .as("left behind by the test")
                .isEmpty());
    }

    private List<String> left() throws IOException {
        List<String> left = new ArrayList<>();
        processes()
                .filter(process -> !processesBefore.contains(process))
                .forEach(process -> left.add("process " + process.pid() + " " + process.info()));
        threads().filter(thread -> !threadsBefore.contains(thread)).forEach(thread -> left.add("thread " + thread));
        socketFolders().stream()
                .filter(folder -> !foldersBefore.contains(folder))
                .forEach(folder -> left.add("folder " + folder));
        for (Path folder : watched) {
            if (Files.exists(folder)) {
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.forEach(path -> left.add("file " + path));
                }
            }
        }
        return left;
    }

    /** The JDK's own helper lives between fork and exec only; a zombie holds nothing. */
    private static Stream<ProcessHandle> processes() {
        return ProcessHandle.current().descendants().filter(process -> !isZombie(process));
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("assay-"))
                .collect(Collectors.toSet())
                .stream();
    }

    private static List<Path> socketFolders() {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(NothingLeftBehind::isSocketFolderOfThisProcess)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    private static boolean isSocketFolderOfThisProcess(Path path) {
        Path owner = path.resolve(".owner");
        try {
            return path.getFileName().toString().startsWith("assay-")
                    && Files.exists(owner)
                    && Files.readString(owner)
                            .startsWith(ProcessHandle.current().pid() + ":");
        } catch (IOException e) {
            return false;
        }
    }
}
