package dev.assay.process.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The units of the numbers in {@code /proc}.
 *
 * @param pageBytes the size of a page of memory: 4096 on most machines, up to 65536 on some of arm64
 * @param ticksPerSecond the clock ticks of one second
 */
public record KernelUnits(long pageBytes, long ticksPerSecond) {
    private static final KernelUnits USUAL = new KernelUnits(4096, 100);

    /** Keys of the auxiliary vector (man page getauxval(3)). */
    private static final long AT_PAGESZ = 6;

    private static final long AT_CLKTCK = 17;

    /** The units of this machine; the usual ones where the kernel does not tell. */
    public static KernelUnits ofThisMachine() {
        try {
            return parse(ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
                    .order(ByteOrder.nativeOrder()));
        } catch (IOException e) {
            return USUAL;
        }
    }

    /** @param pairs of 64-bit words, key and value */
    static KernelUnits parse(ByteBuffer pairs) {
        KernelUnits units = USUAL;
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long key = pairs.getLong();
            long value = pairs.getLong();
            if (key == AT_PAGESZ && value > 0) {
                units = new KernelUnits(value, units.ticksPerSecond);
            } else if (key == AT_CLKTCK && value > 0) {
                units = new KernelUnits(units.pageBytes, value);
            }
        }
        return units;
    }
}
