package dev.assay.install.format;

import dev.assay.config.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The check of an executable's format. A file is refused where it certainly cannot be started, with the reason. A file
 * that the system may know how to start is not refused. Blocks.
 */
public final class ExecutableFormat {
    private ExecutableFormat() {}

    /**
     * The reason why the file cannot be started; empty where it can, or where that cannot be told.
     *
     * @param platform that is to start it; for another machine than this one, loaders and interpreters are not looked
     *     for
     * @param environment variables of the process beside those that it inherits
     */
    public static Optional<Refusal> refusal(Path file, Platform platform, Map<String, String> environment)
            throws IOException {
        Platform own = Platform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
        return refusal(file, platform, platform.equals(own), environment);
    }

    /** @param here whether this machine is to start it */
    static Optional<Refusal> refusal(Path file, Platform platform, boolean here, Map<String, String> environment)
            throws IOException {
        if (Files.isDirectory(file)) {
            return Optional.of(new Refusal("that is a folder", "name the executable in it"));
        }
        try (FileSample sample = new FileSample(file)) {
            return JarCheck.isJar(sample)
                    ? JarCheck.refusal(file, sample, here, JavaRuntime.find())
                    : refusal(sample, platform, here, Optional.ofNullable(environment.get("PATH")));
        }
    }

    /** Whether {@code java -jar} is to start the file, since the system cannot. */
    public static boolean isJar(Path file) throws IOException {
        try (FileSample sample = new FileSample(file)) {
            return JarCheck.isJar(sample);
        }
    }

    private static Optional<Refusal> refusal(FileSample sample, Platform platform, boolean here, Optional<String> path)
            throws IOException {
        if (sample.start().length == 0) {
            return Optional.of(new Refusal("the file is empty", "build or copy the executable again"));
        }
        if (sample.isZero()) {
            return Optional.of(new Refusal(
                    "the file is damaged or cut off (it begins with " + sample.start().length + " zero bytes)",
                    "build or copy the executable again"));
        }
        if (sample.has(0, "\u007fELF")) {
            return ElfCheck.refusal(sample, platform, here);
        }
        if (sample.has(0, "#!")) {
            return ScriptCheck.refusal(sample, here, path.or(() -> Optional.ofNullable(System.getenv("PATH"))));
        }
        return ForeignExecutables.refusal(sample, platform)
                .or(() -> PackedFormats.refusal(sample))
                .or(() -> TextCheck.refusal(sample));
    }

    /** The refusal of an executable for other machines. */
    static Refusal otherPlatform(String actual, Platform platform) {
        return new Refusal(
                "it is an executable for " + actual + ", and " + platform + " is needed",
                "name the plugin's build for " + platform + " (in a location, {os} and {arch} stand for these names)");
    }
}
