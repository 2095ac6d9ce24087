package dev.assay.process.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The limits that the kernel keeps for everything in a group: the lowest of its own and of those of all groups above it,
 * as far as this process sees them.
 *
 * @param memoryBytes the lowest {@code memory.max}
 * @param cpu the lowest {@code cpu.max}
 */
record LimitsAbove(OptionalLong memoryBytes, Optional<CpuMax> cpu) {
    /** @param mount the top of the tree */
    static LimitsAbove of(Path group, Path mount) {
        List<Path> groups = Stream.iterate(group, above -> above != null && above.startsWith(mount), Path::getParent)
                .toList();
        return new LimitsAbove(
                groups.stream()
                        .flatMap(LimitsAbove::memoryMax)
                        .mapToLong(bytes -> bytes)
                        .min(),
                groups.stream().flatMap(LimitsAbove::cpuMax).min(Comparator.comparingDouble(CpuMax::cores)));
    }

    private static Stream<Long> memoryMax(Path group) {
        return number(group.resolve("memory.max")).stream();
    }

    /** A group that may save up time is passed over: the same limit without that right would be a lower one. */
    private static Stream<CpuMax> cpuMax(Path group) {
        return number(group.resolve("cpu.max.burst")).filter(burst -> burst > 0).isPresent()
                ? Stream.empty()
                : text(group.resolve("cpu.max")).flatMap(CpuMax::parse).stream();
    }

    private static Optional<Long> number(Path file) {
        try {
            return text(file).map(text -> Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            // The word "max".
            return Optional.empty();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
