package dev.assay.testing.author;

import dev.assay.testing.RealPart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The programs in {@code src/test/python} with the packages of their {@code requirements.txt} and the stubs of the
 * contract, installed once into a cache folder outside the tree. Where that is not possible, what asks for them is skipped
 * with a line on stdout, or fails in CI (where {@code CI} is set).
 */
public final class PythonEnvironment {
    private static final Path SOURCES = Path.of("src", "test", "python").toAbsolutePath();
    private static final Path PROTOS = Path.of("src", "main", "proto").toAbsolutePath();
    private static final List<String> STUBS =
            List.of("assay/plugin/v1/metric_provider.proto", "plugin/grpc_controller.proto");
    /** {@code match} came with it. */
    private static final String NEW_ENOUGH =
            "import sys, venv, ensurepip; assert sys.version_info >= (3, 10), sys.version;"
                    + " print(sys.version, sys.executable)";

    private final Path folder;

    private PythonEnvironment(Path folder) {
        this.folder = folder;
    }

    /** Installs what is not there yet; skips the test that asks when it cannot be had. */
    public static PythonEnvironment installed() {
        try {
            String version = run(List.of("python3", "-c", NEW_ENOUGH));
            PythonEnvironment environment =
                    new PythonEnvironment(Files.createDirectories(cache().resolve(digest(version))));
            environment.install();
            return environment;
        } catch (IOException e) {
            return skip(e);
        }
    }

    /** The command that starts a program of the folder. */
    public List<String> program(String name) {
        return List.of(python(), SOURCES.resolve(name).toString());
    }

    /** The Python that has the packages. */
    public String python() {
        return folder.resolve("venv").resolve("bin").resolve("python").toString();
    }

    /** The variables that the program needs in its environment. */
    public Map<String, String> environment() {
        return Map.of("PYTHONPATH", folder.resolve("stubs").toString(), "PYTHONDONTWRITEBYTECODE", "1");
    }

    private void install() throws IOException {
        Path complete = folder.resolve("complete");
        if (Files.exists(complete)) {
            return;
        }
        // Another JVM may be at the same.
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            if (lock.isValid() && !Files.exists(complete)) {
                run(List.of(
                        "python3",
                        "-m",
                        "venv",
                        "--clear",
                        folder.resolve("venv").toString()));
                Path requirements = SOURCES.resolve("requirements.txt");
                run(List.of(python(), "-m", "pip", "install", "-q", "-r", requirements.toString()));
                String stubs = Files.createDirectories(folder.resolve("stubs")).toString();
                run(List.of(
                        python(),
                        "-m",
                        "grpc_tools.protoc",
                        "-I" + PROTOS,
                        "--python_out=" + stubs,
                        "--grpc_python_out=" + stubs,
                        STUBS.get(0),
                        STUBS.get(1)));
                Files.createFile(complete);
            }
        }
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path home =
                given == null || given.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return home.resolve("assay-test").resolve("python");
    }

    private static String digest(String version) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(version.getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(SOURCES.resolve("requirements.txt")));
            for (String proto : STUBS) {
                digest.update(Files.readAllBytes(PROTOS.resolve(proto)));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static PythonEnvironment skip(IOException why) {
        throw RealPart.missing("needs Python 3.10 or newer with venv, and the packages of"
                + " src/test/python/requirements.txt, but " + why.getMessage());
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(command + " ended with " + code + ": " + output.strip());
        }
        return output;
    }
}
