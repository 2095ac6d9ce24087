package dev.assay.install;

import dev.assay.install.format.JavaRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line that starts this very program once more, with other arguments and without a shell. It names the
 * native binary, the jar that the program was packaged as, or, in dev mode and tests, the class path.
 */
public final class OwnProgram {
    /** The heap that {@link JavaCommand} gives a jar too. */
    private static final String HEAP = "-Xmx64m";

    /** It is on the class path of dev mode and tests, where it complains when it is found but not chosen. */
    private static final String LOG_MANAGER = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager";

    /** The main classes of {@code quarkus-run.jar}: as an {@code aot-jar}, and as a {@code fast-jar}. */
    private static final Set<String> PACKAGED =
            Set.of("io.quarkus.bootstrap.runner.AotQuarkusEntryPoint", "io.quarkus.bootstrap.runner.QuarkusEntryPoint");

    private final List<String> prefix;

    private OwnProgram(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /**
     * The running program. Throws {@link IllegalStateException} when it cannot be told how it was started.
     *
     * @param mainClass whose {@code main} takes the arguments, where there is no packaged jar
     */
    public static OwnProgram running(String mainClass) {
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return ofBinary(ownBinary());
        }
        String classPath = System.getProperty("java.class.path", "");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(JavaCommand.of(new JavaRuntime(java, true)));
        if (isPackaged(classPath, mainClass)) {
            Path jar = Path.of(classPath).toAbsolutePath();
            command.addAll(fromFolder(jar, mainClass).orElse(List.of("-jar", jar.toString())));
        } else {
            command.add(LOG_MANAGER);
            command.addAll(List.of("-cp", path(classPath, mainClass), mainClass));
        }
        return new OwnProgram(command);
    }

    private static Optional<List<String>> fromFolder(Path jar, String mainClass) {
        try {
            return QuarkusFolder.of(jar, mainClass);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The heap's limit is an option of the native runtime too, which takes it away before {@code main}. */
    static OwnProgram ofBinary(String binary) {
        return new OwnProgram(List.of(binary, HEAP));
    }

    /** The command with these arguments. */
    public List<String> command(String... arguments) {
        return Stream.concat(prefix.stream(), Stream.of(arguments)).toList();
    }

    private static String ownBinary() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IllegalStateException(
                        "tried to find the binary that is running, but the system does not tell; mount /proc"));
    }

    private static boolean isPackaged(String classPath, String mainClass) {
        Path jar = Path.of(classPath.contains(File.pathSeparator) ? "" : classPath);
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String main = Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(a -> a.getValue(Attributes.Name.MAIN_CLASS))
                    .orElse("");
            return PACKAGED.contains(main) || (!main.isEmpty() && file.getEntry(resource(mainClass)) != null);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "tried to see how this program was started, but " + jar + " cannot be read; leave it in place", e);
        }
    }

    /** The JVM's own class path where it has the main class (tests), else what the class loader here has (dev mode). */
    private static String path(String classPath, String mainClass) {
        if (ClassLoader.getSystemResource(resource(mainClass)) != null) {
            return Stream.of(classPath.split(File.pathSeparator, -1))
                    .filter(entry -> !entry.isEmpty())
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(OwnProgram.class::getClassLoader);
        Collection<Path> roots = LoaderRoots.of(loader, List.of(resource(mainClass), "META-INF/MANIFEST.MF"));
        if (roots.isEmpty()) {
            throw new IllegalStateException("tried to find the class path of " + mainClass
                    + ", but no class loader has it as a file; start Assay from its jar");
        }
        return roots.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String resource(String className) {
        return className.replace('.', '/') + ".class";
    }
}
