package dev.assay.install.format;

import dev.assay.config.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Executables that are not ELF: those of macOS and Windows, and those that need a machine of their own. */
final class ForeignExecutables {
    /** Mach-O's numbers (mach/machine.h), by Go's names. */
    private static final Map<Integer, String> MACH_MACHINES =
            Map.of(7, "386", 0x0100_0007, "amd64", 12, "arm", 0x0100_000c, "arm64", 18, "ppc", 0x0100_0012, "ppc64");

    /** Mach-O's MH_EXECUTE (mach-o/loader.h). */
    private static final int MACH_EXECUTABLE = 2;

    /** PE's numbers (Microsoft: PE Format, machine types). */
    private static final Map<Integer, String> PE_MACHINES =
            Map.of(0x14c, "386", 0x8664, "amd64", 0x1c0, "arm", 0x1c4, "arm", 0xaa64, "arm64");

    /** The lowest version of a Java class. A universal binary begins alike and has the count of its machines, which is far
     * smaller, in the same place. */
    private static final int LOWEST_CLASS_VERSION = 45;

    private static final int MOST_IN_UNIVERSAL = 30;

    private ForeignExecutables() {}

    static Optional<Refusal> refusal(FileSample sample, Platform platform) {
        if (sample.has(0, "\u00ca\u00fe\u00ba\u00be") || sample.has(0, "\u00ca\u00fe\u00ba\u00bf")) {
            return universalOrClass(sample, platform);
        }
        if (sample.has(0, "\u00fe\u00ed\u00fa\u00ce") || sample.has(0, "\u00fe\u00ed\u00fa\u00cf")) {
            return mach(sample, ByteOrder.BIG_ENDIAN, platform);
        }
        if (sample.has(0, "\u00ce\u00fa\u00ed\u00fe") || sample.has(0, "\u00cf\u00fa\u00ed\u00fe")) {
            return mach(sample, ByteOrder.LITTLE_ENDIAN, platform);
        }
        if (sample.has(0, "MZ")) {
            return pe(sample, platform);
        }
        return sample.has(0, "\0asm")
                ? Optional.of(new Refusal(
                        "it is a WebAssembly module, which the system does not start",
                        "name the plugin's build for " + platform))
                : Optional.empty();
    }

    private static Optional<Refusal> universalOrClass(FileSample sample, Platform platform) {
        ByteBuffer bytes = sample.start(ByteOrder.BIG_ENDIAN);
        int count = bytes.limit() < 8 ? 0 : bytes.getInt(4);
        if (count >= LOWEST_CLASS_VERSION && sample.has(0, "\u00ca\u00fe\u00ba\u00be")) {
            return Optional.of(new Refusal(
                    "it is a Java class, which the system does not start",
                    "name a script that starts java with it, or a native build for " + platform));
        }
        int entryBytes = sample.has(3, "\u00bf") ? 32 : 20;
        List<String> machines = new ArrayList<>();
        for (int at = 8; machines.size() < Math.min(count, MOST_IN_UNIVERSAL) && at + 4 <= bytes.limit(); ) {
            machines.add(machine(MACH_MACHINES, bytes.getInt(at)));
            at += entryBytes;
        }
        return onMac(machines, platform);
    }

    private static Optional<Refusal> mach(FileSample sample, ByteOrder order, Platform platform) {
        ByteBuffer bytes = sample.start(order);
        if (bytes.limit() < 16) {
            return Optional.empty();
        }
        if (platform.os().equals("darwin") && bytes.getInt(12) != MACH_EXECUTABLE) {
            return Optional.of(
                    new Refusal("it is a library or an object file and no executable", "name an executable"));
        }
        return onMac(List.of(machine(MACH_MACHINES, bytes.getInt(4))), platform);
    }

    /** Rosetta may start what is for amd64. */
    private static Optional<Refusal> onMac(List<String> machines, Platform platform) {
        boolean fits = platform.os().equals("darwin")
                && (machines.contains(platform.arch()) || machines.contains("amd64") || machines.isEmpty());
        String actual = machines.stream().map(m -> "darwin/" + m).distinct().collect(Collectors.joining(" and "));
        return fits
                ? Optional.empty()
                : Optional.of(ExecutableFormat.otherPlatform(actual.isEmpty() ? "darwin" : actual, platform));
    }

    private static Optional<Refusal> pe(FileSample sample, Platform platform) {
        ByteBuffer bytes = sample.start(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.limit() < 64 ? -1 : bytes.getInt(60);
        // A file that is a shell script besides (an "actually portable executable") is for many systems.
        boolean known = header >= 0 && header <= bytes.limit() - 6 && sample.has(header, "PE\0\0");
        if (!known || sample.has(0, "MZqFpD") || platform.os().equals("windows")) {
            return Optional.empty();
        }
        int machine = Short.toUnsignedInt(bytes.getShort(header + 4));
        return Optional.of(ExecutableFormat.otherPlatform("windows/" + machine(PE_MACHINES, machine), platform));
    }

    private static String machine(Map<Integer, String> names, int number) {
        return names.getOrDefault(number, "machine" + Integer.toUnsignedString(number));
    }
}
