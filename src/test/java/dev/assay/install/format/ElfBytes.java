package dev.assay.install.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A tiny ELF file by elf(5): the header, a PT_LOAD of the whole file, a PT_INTERP where there is a loader, one section,
 * and 64 bytes of "code".
 */
record ElfBytes(
        boolean wide,
        ByteOrder order,
        int system,
        int type,
        int machine,
        long entry,
        Optional<String> loader,
        long loadSize,
        long sectionOffset) {
    static final int AMD64 = 62;
    static final int ARM64 = 183;
    static final int EXECUTABLE = 2;
    static final int SHARED_OBJECT = 3;

    /** A statically linked executable for linux/amd64. */
    static ElfBytes amd64() {
        return of(true, ByteOrder.LITTLE_ENDIAN, AMD64);
    }

    static ElfBytes of(boolean wide, ByteOrder order, int machine) {
        return new ElfBytes(wide, order, 0, EXECUTABLE, machine, 0x401000, Optional.empty(), -1, -1);
    }

    ElfBytes withSystem(int value) {
        return new ElfBytes(wide, order, value, type, machine, entry, loader, loadSize, sectionOffset);
    }

    ElfBytes withType(int value) {
        return new ElfBytes(wide, order, system, value, machine, entry, loader, loadSize, sectionOffset);
    }

    ElfBytes withEntry(long value) {
        return new ElfBytes(wide, order, system, type, machine, value, loader, loadSize, sectionOffset);
    }

    ElfBytes withLoader(String value) {
        return new ElfBytes(wide, order, system, type, machine, entry, Optional.of(value), loadSize, sectionOffset);
    }

    /** Values in the header that the file does not keep. */
    ElfBytes withLoadSize(long value) {
        return new ElfBytes(wide, order, system, type, machine, entry, loader, value, sectionOffset);
    }

    ElfBytes withSectionOffset(long value) {
        return new ElfBytes(wide, order, system, type, machine, entry, loader, loadSize, value);
    }

    byte[] bytes() {
        int header = wide ? 64 : 52;
        int segmentBytes = wide ? 56 : 32;
        int sectionBytes = wide ? 64 : 40;
        int segments = loader.isPresent() ? 2 : 1;
        byte[] path = (loader.orElse("") + "\0").getBytes(StandardCharsets.UTF_8);
        int sectionAt = header + segments * segmentBytes;
        int pathAt = sectionAt + 2 * sectionBytes;
        int codeAt = pathAt + path.length;
        int size = codeAt + 64;
        ByteBuffer out = ByteBuffer.allocate(size).order(order);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
        out.put((byte) (order.equals(ByteOrder.BIG_ENDIAN) ? 2 : 1))
                .put((byte) 1)
                .put((byte) system);
        out.position(16);
        out.putShort((short) type).putShort((short) machine).putInt(1);
        word(out, entry);
        word(out, header);
        word(out, sectionAt);
        out.putInt(0).putShort((short) header);
        out.putShort((short) segmentBytes).putShort((short) segments);
        out.putShort((short) sectionBytes).putShort((short) 2).putShort((short) 0);
        segment(out, 1, 0, loadSize < 0 ? size : loadSize);
        if (loader.isPresent()) {
            segment(out, 3, pathAt, path.length);
        }
        section(out, 0, 0, 0);
        section(out, 1, sectionOffset < 0 ? codeAt : sectionOffset, 64);
        return out.position(pathAt).put(path).array();
    }

    private void segment(ByteBuffer out, int kind, long offset, long length) {
        out.putInt(kind);
        if (wide) {
            out.putInt(5)
                    .putLong(offset)
                    .putLong(0)
                    .putLong(0)
                    .putLong(length)
                    .putLong(length)
                    .putLong(1);
        } else {
            out.putInt((int) offset)
                    .putInt(0)
                    .putInt(0)
                    .putInt((int) length)
                    .putInt((int) length)
                    .putInt(5)
                    .putInt(1);
        }
    }

    private void section(ByteBuffer out, int kind, long offset, long length) {
        out.putInt(0).putInt(kind);
        word(out, 0);
        word(out, 0);
        word(out, offset);
        word(out, length);
        out.putInt(0).putInt(0);
        word(out, 1);
        word(out, 0);
    }

    private void word(ByteBuffer out, long value) {
        if (wide) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }
}
