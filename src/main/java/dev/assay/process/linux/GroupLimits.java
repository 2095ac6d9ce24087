package dev.assay.process.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The own limits of a group, and how they are written into it. Limits of the groups above are written there too: the
 * kernel keeps these anyway, but Go and Java 17 look for limits in the group of their process alone, and would take
 * the whole machine for theirs.
 */
record GroupLimits(OptionalLong milliCpus, OptionalLong memoryBytes) {
    static final GroupLimits NONE = new GroupLimits(OptionalLong.empty(), OptionalLong.empty());

    static final String MEMORY = "memory";

    static final String CPU = "cpu";

    private static final String UNLIMITED = "max";

    /** Writes them into a new group. */
    void write(Path group, Set<String> controllers, LimitsAbove above) throws IOException {
        Optional<String> memory = memoryMax(above);
        if (memory.isPresent() && controllers.contains(MEMORY)) {
            CgroupTree.write(group.resolve("memory.max"), memory.get());
        }
        if (memoryBytes.isPresent() && controllers.contains(MEMORY)) {
            CgroupTree.write(group.resolve("memory.oom.group"), "1");
            Path swap = group.resolve("memory.swap.max");
            // Else a plugin above its limit would be swapped out and go on.
            if (Files.exists(swap)) {
                CgroupTree.write(swap, "0");
            }
        }
        Optional<String> cpu = cpuMax(above);
        if (cpu.isPresent() && controllers.contains(CPU)) {
            CgroupTree.write(group.resolve("cpu.max"), cpu.get());
        }
    }

    /** Writes them again, when those above are others than before. */
    void rewrite(Path group, Set<String> controllers, LimitsAbove above) throws IOException {
        if (controllers.contains(MEMORY)) {
            CgroupTree.write(group.resolve("memory.max"), memoryMax(above).orElse(UNLIMITED));
        }
        if (controllers.contains(CPU)) {
            CgroupTree.write(group.resolve("cpu.max"), cpuMax(above).orElse(UNLIMITED));
        }
    }

    /** Whether the limit of memory is its own one, and not that of a group above. */
    boolean memoryIsOwn(LimitsAbove above) {
        return memoryBytes.isPresent()
                && memoryBytes.getAsLong() <= above.memoryBytes().orElse(Long.MAX_VALUE);
    }

    private Optional<String> memoryMax(LimitsAbove above) {
        return LongStream.concat(memoryBytes.stream(), above.memoryBytes().stream())
                .boxed()
                .min(Comparator.naturalOrder())
                .map(String::valueOf);
    }

    private Optional<String> cpuMax(LimitsAbove above) {
        return Stream.concat(milliCpus.stream().mapToObj(CpuMax::ofMilliCpus), above.cpu().stream())
                .min(Comparator.comparingDouble(CpuMax::cores))
                .map(CpuMax::text);
    }
}
