package dev.assay.sample;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The whole body as one text, read as UTF-8: for short answers. */
final class WholeText implements BoundedBody.Sink<String> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void take(ByteBuffer part) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public String end() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
