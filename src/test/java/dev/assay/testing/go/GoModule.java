package dev.assay.testing.go;

import dev.assay.testing.RealPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Go module under {@code src/test}, whose commands are built once into a cache folder outside the tree. Without a Go
 * that is new enough, what asks for one is skipped with a line on stdout, or fails in CI (where {@code CI} is set).
 */
public final class GoModule {
    private static final Pattern VERSION = Pattern.compile("\\bgo(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    /** Without symbols and debugging data an executable is a third smaller, and each start copies and digests it. */
    private static final String STRIPPED = "-ldflags=-s -w";

    private static final Pattern REQUIRED = Pattern.compile("(?m)^go (\\d+)\\.(\\d+)(?:\\.(\\d+))?$");

    private final Path module;
    private final Map<String, Path> built = new ConcurrentHashMap<>();

    /** @param folder under {@code src/test} */
    public GoModule(String folder) {
        this.module = Path.of("src", "test", folder).toAbsolutePath();
    }

    /**
     * The executable of a command, built where it is not yet there.
     *
     * @param command the name of a folder under {@code cmd}, or the import path of one of the module's tools
     * @param name of the executable
     * @param versions the file in the module's folder, without its ending {@code .mod}, that says what is required
     */
    public Path executable(String command, String name, String versions) {
        String go = goOrSkip();
        return built.computeIfAbsent(versions + " " + command, missing -> build(command, name, versions, go));
    }

    /** The folder with the sources of a module that is required; they are downloaded where they are not there yet. */
    public Path sources(String required) {
        String unused = goOrSkip();
        try {
            unused = run(List.of("go", "mod", "download", required));
            return Path.of(
                    run(List.of("go", "list", "-m", "-f", "{{.Dir}}", required)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("tried to find the sources of " + required + ", but " + e.getMessage(), e);
        }
    }

    /** Go's version, for instance {@code go1.26.8}. */
    String goOrSkip() {
        Matcher required = REQUIRED.matcher(read(module.resolve("go.mod")));
        if (!required.find()) {
            throw new IllegalStateException("go.mod names no version of Go");
        }
        Optional<Matcher> installed = installed();
        if (installed.isPresent() && ordinal(installed.get()) >= ordinal(required)) {
            return installed.get().group();
        }
        throw RealPart.missing("needs Go " + required.group().substring(3) + " or newer on the PATH, but found "
                + installed.map(Matcher::group).orElse("none"));
    }

    private Optional<Matcher> installed() {
        try {
            Matcher version = VERSION.matcher(run(List.of("go", "version")));
            return version.find() ? Optional.of(version) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long ordinal(Matcher version) {
        String patch = version.group(3) == null ? "0" : version.group(3);
        return (Long.parseLong(version.group(1)) * 1000 + Long.parseLong(version.group(2))) * 1000
                + Long.parseLong(patch);
    }

    /** One build at a time, also of several test processes: each takes all cores by itself. */
    private Path build(String command, String name, String versions, String go) {
        try {
            Path folder = Files.createDirectories(cache().resolve(digestOfSources(name, versions, go)));
            Path executable = folder.resolve(name);
            if (Files.isExecutable(executable)) {
                return executable;
            }
            try (FileChannel lock = FileChannel.open(
                            cache().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                if (held.isValid() && !Files.isExecutable(executable)) {
                    compile(command, versions, folder, executable);
                }
            }
            return executable;
        } catch (IOException e) {
            throw new UncheckedIOException("tried to build the Go command " + command + ", but " + e.getMessage(), e);
        }
    }

    private void compile(String command, String versions, Path folder, Path executable) throws IOException {
        Path fresh = Files.createTempDirectory(folder, "building-").resolve(executable.getFileName());
        run(List.of(
                "go",
                "build",
                "-trimpath",
                "-buildvcs=false",
                STRIPPED,
                "-modfile=" + versions + ".mod",
                "-o",
                fresh.toString(),
                command.contains("/") ? command : "./cmd/" + command));
        Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(fresh.getParent());
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path home =
                given == null || given.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return home.resolve("assay-test").resolve("go");
    }

    /** The digest of all sources that the command can be made of; those in other commands' folders are not. */
    private String digestOfSources(String name, String versions, String go) throws IOException {
        Path own = module.resolve("cmd").resolve(name);
        try (Stream<Path> files = Files.walk(module)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((go + STRIPPED).getBytes(StandardCharsets.UTF_8));
            for (Path file :
                    files.filter(file -> isSource(file, own, versions)).sorted().toList()) {
                digest.update(module.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private boolean isSource(Path file, Path own, String versions) {
        boolean used = file.getParent().equals(module)
                ? Set.of(versions + ".mod", versions + ".sum")
                        .contains(file.getFileName().toString())
                : !file.startsWith(module.resolve("cmd")) || file.startsWith(own);
        return used && Files.isRegularFile(file);
    }

    /** Runs it and gives its output. The toolchain is the installed one, since another would be downloaded. */
    private String run(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(module.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOTOOLCHAIN", "local"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(command + " ended with " + code + ":\n" + output);
        }
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("tried to read " + file + ", but " + e.getMessage(), e);
        }
    }
}
