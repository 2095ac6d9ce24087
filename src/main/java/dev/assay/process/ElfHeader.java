package dev.assay.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first bytes of a Linux program. What the kernel does not take for a program, {@code execvp} hands to a shell, so it
 * is looked at before (elf(5)).
 */
final class ElfHeader {
    /** Of a 64-bit file; a 32-bit one has 52. */
    static final int BYTES = 64;

    private static final int EXECUTABLE = 2;
    private static final int SHARED_OBJECT = 3;

    private ElfHeader() {}

    /**
     * Whether the kernel would take it: it is a program, and its table of segments lies within the file.
     *
     * @param start the file's first {@link #BYTES} bytes, or all where there are fewer
     */
    static boolean isLoadable(byte[] start, long fileSize) {
        boolean wide = start.length > 4 && start[4] == 2;
        if (start.length < (wide ? BYTES : 52)) {
            return false;
        }
        ByteBuffer header =
                ByteBuffer.wrap(start).order(start[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = header.getShort(16);
        long table = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
        int entryBytes = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
        int entries = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
        return (type == EXECUTABLE || type == SHARED_OBJECT)
                && entries > 0
                && table > 0
                && table <= fileSize - (long) entryBytes * entries;
    }
}
