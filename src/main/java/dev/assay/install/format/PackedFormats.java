package dev.assay.install.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Archives, packages and compressed files, by the marks that file(1) knows them by. */
final class PackedFormats {
    private static final String UNPACK = "unpack it, and name the executable that is in it";

    /** A tar archive's mark, and where in it that stands (POSIX: ustar). */
    private static final String TAR = "ustar";

    private static final int TAR_AT = 257;

    private static final List<Mark> MARKS = List.of(
            new Mark("PK\3\4", "a zip archive"),
            new Mark("PK\5\6", "an empty zip archive"),
            new Mark("\u00fd7zXZ\0", "a file compressed with xz (perhaps a tar.xz archive)"),
            new Mark("(\u00b5/\u00fd", "a file compressed with zstd (perhaps a tar.zst archive)"),
            new Mark("BZh", "a file compressed with bzip2 (perhaps a tar.bz2 archive)"),
            new Mark("7z\u00bc\u00af'\u001c", "a 7z archive"),
            new Mark("!<arch>\ndebian", "a Debian package (deb)"),
            new Mark("!<arch>\n", "an archive of object files (ar)"),
            new Mark("\u00ed\u00ab\u00ee\u00db", "an RPM package"));

    private record Mark(String bytes, String name) {}

    private PackedFormats() {}

    static Optional<Refusal> refusal(FileSample sample) {
        if (sample.has(0, "\u001f\u008b")) {
            return Optional.of(packed(isTar(sample) ? "a tar.gz archive" : "a file compressed with gzip"));
        }
        if (sample.has(TAR_AT, TAR)) {
            return Optional.of(packed("a tar archive"));
        }
        return MARKS.stream()
                .filter(mark -> sample.has(0, mark.bytes()))
                .findFirst()
                .map(mark -> packed(mark.name()));
    }

    private static Refusal packed(String name) {
        return new Refusal("it is " + name + " and no executable", UNPACK);
    }

    /** Looks at the first bytes of what is compressed. */
    private static boolean isTar(FileSample sample) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sample.start()))) {
            byte[] begin = in.readNBytes(TAR_AT + TAR.length());
            return begin.length == TAR_AT + TAR.length()
                    && new String(begin, TAR_AT, TAR.length(), StandardCharsets.ISO_8859_1).equals(TAR);
        } catch (IOException e) {
            // Damaged, or not even one block is in what was read.
            return false;
        }
    }
}
