package dev.assay.bridge;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Sends a token with each call, as {@code authorization: Bearer TOKEN}; none before there is one. Thread-safe. */
public final class BearerToken extends CallCredentials implements WatchedFile.Use {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private volatile String token = "";

    @Override
    public void accept(byte[] content) throws IOException {
        token = text(content);
    }

    /** The token in a file, without the line break at its end. Blocks. */
    public static String read(Path file) throws IOException {
        return text(WatchedFile.read(file));
    }

    private static String text(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        if (text.isEmpty()) {
            throw new IOException("it is empty");
        }
        // A header with a line break or an umlaut would end the connection.
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IOException("it holds characters that no token has");
        }
        return text;
    }

    @Override
    public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
        Metadata headers = new Metadata();
        String present = token;
        if (!present.isEmpty()) {
            headers.put(AUTHORIZATION, "Bearer " + present);
        }
        applier.apply(headers);
    }
}
