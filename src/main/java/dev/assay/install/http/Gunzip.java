package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.store.PartialFile;
import dev.assay.install.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The unpacking of a response with {@code Content-Encoding: gzip}. Assay does not ask for it, but some stores have
 * fixed it to a file, and Argo's client unpacks it as well.
 */
final class Gunzip {
    private static final Set<String> NAMES = Set.of("gzip", "x-gzip");
    private static final int BUFFER = 1 << 16;

    private Gunzip() {}

    /** Blocks. Throws {@link DownloadFault}, and {@link StoreException} when the store cannot be written. */
    static void unpack(String encoding, PartialFile packed, PartialFile plain, long maxBytes) {
        if (!NAMES.contains(encoding)) {
            throw DownloadFault.of(
                    Kind.CONTENT,
                    "the server sent it with the encoding \"" + encoding + "\", which was not asked for",
                    "have the server send the file as it is");
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed.file()), BUFFER)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (n > maxBytes - plain.received()) {
                    throw FileSubscriber.tooLarge("the file does not end when it is unpacked", maxBytes);
                }
                plain.append(ByteBuffer.wrap(buffer, 0, n));
            }
        } catch (IOException e) {
            throw DownloadFault.of(
                    Kind.CONTENT,
                    "the server says that it is packed with gzip, and it is not (" + e.getMessage() + ")",
                    "have the server send the file as it is",
                    e);
        }
    }
}
