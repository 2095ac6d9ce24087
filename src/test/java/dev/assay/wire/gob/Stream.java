package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A gob stream made by hand, right or wrong. */
final class Stream {
    private final ByteBuf bytes = Unpooled.buffer();

    /** A message with this content, in hexadecimal digits; its length is put before it. */
    Stream message(String hex) {
        byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));
        GobOutput length = new GobOutput();
        length.uint(content.length);
        bytes.writeBytes(length.array(), 0, length.size()).writeBytes(content);
        return this;
    }

    Stream raw(String hex) {
        bytes.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    Stream definition(GobType type) {
        GobOutput content = new GobOutput();
        Definitions.write(type, content);
        return message(HexFormat.of().formatHex(content.array(), 0, content.size()));
    }

    ByteBuf bytes() {
        return bytes.duplicate();
    }

    List<GobValue> read(GobReader reader) {
        List<GobValue> values = new ArrayList<>();
        reader.read(bytes(), values::add);
        return values;
    }
}
