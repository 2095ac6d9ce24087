package dev.assay.process.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads facts about processes from {@code /proc} of Linux (man page proc(5)). Results are empty for a process that is
 * gone or belongs to another user, and on other systems.
 */
public final class ProcFs {
    /** Larger than any environment that Linux permits with common stack limits. */
    private static final int MAX_BYTES = 8 << 20;

    /** Indices of the fields of {@code statm}. */
    private static final int STATM_RESIDENT = 1;

    private static final int STATM_SHARED = 2;

    private final Path root;

    /** @param root {@code /proc}, or a folder like it */
    public ProcFs(Path root) {
        this.root = root;
    }

    public static ProcFs ofThisMachine() {
        return new ProcFs(Path.of("/proc"));
    }

    /** Whether this system has such a folder, and shows this process in it. */
    public boolean available() {
        return Files.isReadable(root.resolve("self/stat")) && Files.isReadable(root.resolve("self/environ"));
    }

    /** The processes of this machine, as far as this one sees them; without their threads. */
    public List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException | DirectoryIteratorException e) {
            return pids;
        }
        return pids;
    }

    /** The state of a process; empty for one that is gone, but not for a zombie. */
    public Optional<ProcessStat> stat(long pid) {
        return read(pid, "stat").flatMap(ProcessStat::parse);
    }

    /** The start time of a process, in clock ticks since the machine started; empty for a zombie. */
    public Optional<Long> startTicks(long pid) {
        return stat(pid).filter(ProcessStat::alive).map(ProcessStat::startTicks);
    }

    /**
     * The memory of a process that is no page of a file and not shared with other programs (RssAnon), in pages of {@link
     * KernelUnits#pageBytes}; zero for a process that is gone.
     */
    public long anonymousPages(long pid) {
        String[] fields = read(pid, "statm").orElse("").strip().split(" ", -1);
        try {
            return fields.length > STATM_SHARED
                    ? Long.parseLong(fields[STATM_RESIDENT]) - Long.parseLong(fields[STATM_SHARED])
                    : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** How many files, sockets and pipes a process has open; zero for a process that is gone. */
    public long openDescriptors(long pid) {
        String[] links = root.resolve(Long.toString(pid)).resolve("fd").toFile().list();
        return links == null ? 0 : links.length;
    }

    /** The value of a variable in the environment that the process was started with. */
    public Optional<String> variable(long pid, String name) {
        return read(pid, "environ").flatMap(environment -> {
            for (String entry : environment.split("\0", -1)) {
                if (entry.startsWith(name + "=")) {
                    return Optional.of(entry.substring(name.length() + 1));
                }
            }
            return Optional.empty();
        });
    }

    /** The other processes that have one of these files open, by the targets of their links, such as {@code pipe:[4711]}. */
    public List<Long> holdersOf(Set<String> files) {
        List<Long> holders = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        for (long pid : pids()) {
            if (pid != self && holdsAny(pid, files)) {
                holders.add(pid);
            }
        }
        return holders;
    }

    private boolean holdsAny(long pid, Set<String> files) {
        Path folder = root.resolve(Long.toString(pid)).resolve("fd");
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder)) {
            for (Path link : links) {
                if (files.contains(target(link))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    /** Empty for a file that was closed meanwhile. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The number of this process's namespace of process ids. An id is valid within one namespace only. */
    Optional<Long> pidNamespace() {
        try {
            String link = Files.readSymbolicLink(root.resolve("self/ns/pid")).toString();
            return Optional.of(Long.parseLong(link.replaceAll("[^0-9]", "")));
        } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The path of this process's cgroup of version 2 in its tree, for instance {@code /}. */
    Optional<String> cgroup() {
        return read("self", "cgroup").flatMap(groups -> groups.lines()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> line.substring("0::".length()))
                .findFirst());
    }

    private Optional<String> read(long pid, String file) {
        return read(Long.toString(pid), file);
    }

    private Optional<String> read(String process, String file) {
        try (InputStream in = Files.newInputStream(root.resolve(process).resolve(file))) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
