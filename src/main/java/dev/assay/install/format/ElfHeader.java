package dev.assay.install.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * The header of an ELF file (man page elf(5)). Offsets and sizes are unsigned in the file; one that does not fit is
 * given as the largest number.
 *
 * @param wide whether it is a 64-bit file
 * @param type 1 relocatable, 2 executable, 3 shared object or position-independent executable, 4 core
 * @param entry where the program begins; 0 where it does not
 * @param segments the program header table
 * @param sections the section header table
 */
record ElfHeader(
        boolean wide,
        ByteOrder order,
        int system,
        int type,
        int machine,
        long entry,
        ElfTable segments,
        ElfTable sections) {

    static final int RELOCATABLE = 1;
    static final int SHARED_OBJECT = 3;
    static final int CORE = 4;

    private static final int BYTES_32 = 52;
    private static final int BYTES_64 = 64;

    private static final Map<Integer, String> SYSTEMS = Map.of(2, "netbsd", 6, "solaris", 9, "freebsd", 12, "openbsd");

    private static final Map<Integer, String> MACHINES = Map.ofEntries(
            Map.entry(2, "sparc"),
            Map.entry(3, "386"),
            Map.entry(20, "ppc"),
            Map.entry(40, "arm"),
            Map.entry(43, "sparc64"),
            Map.entry(62, "amd64"),
            Map.entry(183, "arm64"),
            Map.entry(258, "loong64"));

    /** Empty where the file ends within the header, or is neither a 32-bit nor a 64-bit file. */
    static Optional<ElfHeader> of(FileSample sample) {
        byte[] start = sample.start();
        boolean wide = start.length > 4 && start[4] == 2;
        boolean known = start.length > 5 && (wide || start[4] == 1) && (start[5] == 1 || start[5] == 2);
        if (!known || start.length < (wide ? BYTES_64 : BYTES_32)) {
            return Optional.empty();
        }
        ByteOrder order = start[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer bytes = sample.start(order);
        ElfTable segments =
                table(ElfTable.Layout.ofSegments(wide), bytes, word(bytes, wide, wide ? 32 : 28), wide ? 54 : 42);
        ElfTable sections =
                table(ElfTable.Layout.ofSections(wide), bytes, word(bytes, wide, wide ? 40 : 32), wide ? 58 : 46);
        return Optional.of(new ElfHeader(
                wide, order, start[7], u16(bytes, 16), u16(bytes, 18), word(bytes, wide, 24), segments, sections));
    }

    /**
     * The system that the file names. Linux does not look at it, but an executable of another system cannot run all the
     * same.
     */
    String os() {
        return SYSTEMS.getOrDefault(system, "linux");
    }

    /** The machine by Go's names; its number where Go has no name. */
    String arch() {
        boolean little = order.equals(ByteOrder.LITTLE_ENDIAN);
        return switch (machine) {
            case 8 -> "mips" + (wide ? "64" : "") + (little ? "le" : "");
            case 21 -> little ? "ppc64le" : "ppc64";
            case 22 -> wide ? "s390x" : "s390";
            case 243 -> wide ? "riscv64" : "riscv";
            default -> MACHINES.getOrDefault(machine, "machine" + machine);
        };
    }

    /** An address or offset. */
    static long word(ByteBuffer bytes, boolean wide, int offset) {
        long word = wide ? bytes.getLong(offset) : Integer.toUnsignedLong(bytes.getInt(offset));
        // Half of the range is far beyond any file, and keeps sums from wrapping round.
        return word < 0 ? Long.MAX_VALUE / 2 : Math.min(word, Long.MAX_VALUE / 2);
    }

    /** @param at where the size of an entry stands, and behind it how many there are */
    private static ElfTable table(ElfTable.Layout layout, ByteBuffer bytes, long offset, int at) {
        return new ElfTable(layout, offset, u16(bytes, at), u16(bytes, at + 2));
    }

    private static int u16(ByteBuffer bytes, int offset) {
        return Short.toUnsignedInt(bytes.getShort(offset));
    }
}
