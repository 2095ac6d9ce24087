package dev.assay.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of the Go module in {@code src/test/go}, built once into a cache folder outside the tree. Without a Go
 * that is new enough, what asks for one is skipped with a line on stdout, or fails in CI (where {@code CI} is set).
 */
public final class GoParts {
    /** Argo's own sample plugin, a tool of the module. */
    public static final String ARGO_SAMPLE = "github.com/argoproj/argo-rollouts/test/cmd/metrics-plugin-sample";

    private static final Path MODULE = Path.of("src", "test", "go").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("\\bgo(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final Pattern REQUIRED = Pattern.compile("(?m)^go (\\d+)\\.(\\d+)(?:\\.(\\d+))?$");
    private static final Map<String, Path> BUILT = new ConcurrentHashMap<>();

    private GoParts() {}

    /**
     * The executable of a command, built where it is not yet there.
     *
     * @param command the name of a folder under {@code cmd}, or the import path of one of the module's tools
     */
    public static Path executable(String command) {
        String version = goOrSkip();
        return BUILT.computeIfAbsent(command, missing -> build(missing, version));
    }

    /** Skips the test that asks, unless there is a Go for {@link #executable}. */
    public static void assumeGo() {
        String unused = goOrSkip();
    }

    /** Go's version, for instance {@code go1.26.8}. */
    private static String goOrSkip() {
        Matcher required = REQUIRED.matcher(read(MODULE.resolve("go.mod")));
        if (!required.find()) {
            throw new IllegalStateException("go.mod names no version of Go");
        }
        Optional<Matcher> installed = installed();
        if (installed.isPresent() && ordinal(installed.get()) >= ordinal(required)) {
            return installed.get().group();
        }
        String line = "skipped: needs Go " + required.group().substring(3) + " or newer on the PATH, but found "
                + installed.map(Matcher::group).orElse("none");
        if (System.getenv("CI") != null) {
            throw new AssertionError(line + "; in CI this is a failure");
        }
        System.out.println(line);
        assumeTrue(false, line);
        throw new IllegalStateException("an assumption did not hold");
    }

    private static Optional<Matcher> installed() {
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

    private static Path build(String command, String version) {
        String name = command.substring(command.lastIndexOf('/') + 1);
        try {
            Path folder = Files.createDirectories(cache().resolve(digestOfSources(version)));
            Path executable = folder.resolve(name);
            if (!Files.isExecutable(executable)) {
                Path fresh = Files.createTempDirectory(folder, "building-").resolve(name);
                run(List.of(
                        "go",
                        "build",
                        "-trimpath",
                        "-buildvcs=false",
                        "-o",
                        fresh.toString(),
                        command.contains("/") ? command : "./cmd/" + command));
                Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(fresh.getParent());
            }
            return executable;
        } catch (IOException e) {
            throw new UncheckedIOException("tried to build the Go command " + command + ", but " + e.getMessage(), e);
        }
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path home =
                given == null || given.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return home.resolve("assay-test").resolve("go");
    }

    private static String digestOfSources(String version) throws IOException {
        try (Stream<Path> files = Files.walk(MODULE)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(version.getBytes(StandardCharsets.UTF_8));
            for (Path file : files.filter(GoParts::isSource).sorted().toList()) {
                digest.update(MODULE.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isSource(Path file) {
        return Files.isRegularFile(file) && !file.toString().endsWith(".md");
    }

    /** What it printed; the toolchain is the installed one, since another would be downloaded. */
    private static String run(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(MODULE.toFile()).redirectErrorStream(true);
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
