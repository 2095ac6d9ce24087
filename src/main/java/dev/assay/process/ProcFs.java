package dev.assay.process;

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

/**
 * What Linux tells about processes under {@code /proc} (man page proc(5)). A process that is gone, or that belongs to
 * another user, gives empty answers. Elsewhere than on Linux everything is empty.
 */
final class ProcFs {
    /** Larger than any environment that Linux lets a process start with on common stack limits. */
    private static final int MOST = 8 << 20;

    /** Index, counted behind the command's name, of field 22 of {@code stat}. */
    private static final int START_TICKS = 19;

    private final Path root;

    ProcFs(Path root) {
        this.root = root;
    }

    static ProcFs ofThisMachine() {
        return new ProcFs(Path.of("/proc"));
    }

    boolean available() {
        return Files.isReadable(root.resolve("self/stat")) && Files.isReadable(root.resolve("self/environ"));
    }

    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException | DirectoryIteratorException e) {
            return pids;
        }
        return pids;
    }

    /** When a process that is no zombie was started, in clock ticks since the machine was. */
    Optional<Long> startTicks(long pid) {
        return read(pid, "stat").flatMap(stat -> {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            boolean alive = fields.length > START_TICKS && !fields[0].equals("Z") && !fields[0].equals("X");
            return alive ? Optional.of(Long.parseLong(fields[START_TICKS])) : Optional.empty();
        });
    }

    boolean alive(long pid) {
        return startTicks(pid).isPresent();
    }

    /** The value of a variable in the environment that the process was started with. */
    Optional<String> variable(long pid, String name) {
        return read(pid, "environ").flatMap(environment -> {
            for (String entry : environment.split("\0", -1)) {
                if (entry.startsWith(name + "=")) {
                    return Optional.of(entry.substring(name.length() + 1));
                }
            }
            return Optional.empty();
        });
    }

    /** The number of this process's namespace of process ids; ids mean something within one only. */
    Optional<Long> pidNamespace() {
        try {
            String link = Files.readSymbolicLink(root.resolve("self/ns/pid")).toString();
            return Optional.of(Long.parseLong(link.replaceAll("[^0-9]", "")));
        } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> read(long pid, String file) {
        try (InputStream in =
                Files.newInputStream(root.resolve(Long.toString(pid)).resolve(file))) {
            return Optional.of(new String(in.readNBytes(MOST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
