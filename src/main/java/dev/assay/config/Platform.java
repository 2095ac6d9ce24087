package dev.assay.config;

import java.util.Locale;
import java.util.Optional;

/**
 * An operating system and a machine type by Go's names, for instance {@code linux} and {@code arm64}: what {@code {os}}
 * and {@code {arch}} in a location stand for.
 */
public record Platform(String os, String arch) {
    /**
     * Made of the system properties {@code os.name} and {@code os.arch}.
     *
     * @param osName for instance {@code Linux} or {@code Mac OS X}
     * @param osArch for instance {@code amd64}, {@code x86_64} or {@code aarch64}
     */
    public static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(os(os), arch(arch));
    }

    /** The platform of a name as in {@code linux/amd64}; empty where Go has no such platform. */
    public static Optional<Platform> parse(String text) {
        return PlatformRule.parse(text);
    }

    /** As in {@code linux/amd64}. */
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
