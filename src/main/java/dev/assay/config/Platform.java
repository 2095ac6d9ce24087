package dev.assay.config;

import dev.assay.command.CommandLine;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An operating system and a machine type by Go's names, for instance {@code linux} and {@code arm64}. In a location,
 * {@code {os}} and {@code {arch}} stand for them.
 */
public record Platform(String os, String arch) {
    /** The option of a command that names a platform. */
    public static final String OPTION = "--platform";

    /** Operating systems that can start plugins, as {@code go tool dist list} has them. */
    private static final Set<String> SYSTEMS = Set.of(
            "aix", "darwin", "dragonfly", "freebsd", "illumos", "linux", "netbsd", "openbsd", "solaris", "windows");

    /** Machine types, from the same list. */
    private static final Set<String> MACHINES = Set.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv64",
            "s390x");

    /**
     * The platform by the system properties {@code os.name} and {@code os.arch}.
     *
     * @param osName for instance {@code Linux} or {@code Mac OS X}
     * @param osArch for instance {@code amd64}, {@code x86_64} or {@code aarch64}
     */
    public static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(os(os), arch(arch));
    }

    /** The platform of a name such as {@code linux/amd64}; empty where Go has no such platform. */
    public static Optional<Platform> parse(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2 && SYSTEMS.contains(parts[0]) && MACHINES.contains(parts[1])
                ? Optional.of(new Platform(parts[0], parts[1]))
                : Optional.empty();
    }

    /** The platform that a user wrote after {@code --platform}; {@code own} where there is none. */
    public static Platform of(CommandLine line, Platform own) {
        return line.value(OPTION, Platform::parse, "no platform", "os/arch with Go's names, for instance linux/amd64")
                .orElse(own);
    }

    /** For instance {@code linux/amd64}. */
    @Override
    public String toString() {
        return os + "/" + arch;
    }

    private static String os(String name) {
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return "darwin";
        }
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.equals("sunos") ? "solaris" : name.replace(" ", "");
    }

    private static String arch(String name) {
        return switch (name) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            case "loongarch64" -> "loong64";
            default -> name;
        };
    }
}
