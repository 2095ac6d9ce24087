package dev.assay.install.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The directory of a zip archive, which stands at its end and without which nothing in it is found (APPNOTE.TXT 4.3.16, end
 * of central directory record).
 */
final class JarDirectory {
    /** The directory of a jar with 300,000 classes. Java holds it in memory while the archive is open. */
    private static final long LARGEST = 32 << 20;

    private static final int MARK = 0x06054b50;
    private static final int RECORD = 22;
    private static final int SIZE_AT = 12;
    private static final int COMMENT_AT = 20;
    private static final int LONGEST_COMMENT = 0xffff;

    private JarDirectory() {}

    /** Whether the file has its end, which a download or a copy that was cut off lacks. */
    static boolean isThere(FileSample sample) throws IOException {
        return size(sample) >= 0;
    }

    /** Whether the directory is small enough to be read. */
    static boolean isReadable(FileSample sample) throws IOException {
        return size(sample) <= LARGEST;
    }

    /** In bytes; negative where there is none. */
    private static long size(FileSample sample) throws IOException {
        int most = RECORD + LONGEST_COMMENT;
        ByteBuffer end = ByteBuffer.wrap(sample.read(Math.max(0, sample.size() - most), most))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = end.limit() - RECORD; at >= 0; at--) {
            boolean isRecord = end.getInt(at) == MARK
                    && at + RECORD + Short.toUnsignedInt(end.getShort(at + COMMENT_AT)) == end.limit();
            if (isRecord) {
                return Integer.toUnsignedLong(end.getInt(at + SIZE_AT));
            }
        }
        return -1;
    }
}
