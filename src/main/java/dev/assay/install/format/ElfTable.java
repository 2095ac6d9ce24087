package dev.assay.install.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of equal entries in an ELF file, each of which describes a stretch of the file.
 *
 * @param layout where in an entry its fields are
 */
record ElfTable(Layout layout, long offset, int entryBytes, int count) {
    /** Linux takes no larger table of segments; real tables of sections have a few dozen entries. */
    private static final int LARGEST = 65_536;

    /**
     * Positions in an entry (man page elf(5)).
     *
     * @param bytes of an entry, at least
     */
    record Layout(boolean wide, int bytes, int kind, int offset, int size) {
        static Layout ofSegments(boolean wide) {
            return wide ? new Layout(true, 56, 0, 8, 32) : new Layout(false, 32, 0, 4, 16);
        }

        static Layout ofSections(boolean wide) {
            return wide ? new Layout(true, 64, 4, 24, 32) : new Layout(false, 40, 4, 16, 20);
        }
    }

    /** A stretch of the file. */
    record Entry(int kind, long offset, long size) {
        long end() {
            return offset + size;
        }
    }

    boolean isEmpty() {
        return offset == 0 || count == 0;
    }

    long end() {
        return offset + (long) entryBytes * count;
    }

    boolean isWellFormed() {
        return isEmpty() || (entryBytes >= layout.bytes() && entryBytes * count <= LARGEST);
    }

    /** The entries that lie in the file whole; none of a table that is not well formed. */
    List<Entry> entries(FileSample sample, ElfHeader header) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (isEmpty() || !isWellFormed()) {
            return entries;
        }
        ByteBuffer bytes =
                ByteBuffer.wrap(sample.read(offset, entryBytes * count)).order(header.order());
        for (int at = 0; at + layout.bytes() <= bytes.limit(); at += entryBytes) {
            entries.add(new Entry(
                    bytes.getInt(at + layout.kind()),
                    ElfHeader.word(bytes, layout.wide(), at + layout.offset()),
                    ElfHeader.word(bytes, layout.wide(), at + layout.size())));
        }
        return entries;
    }
}
