package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobWriter;
import io.netty.buffer.ByteBuf;

/** The value that follows a request's header. */
public interface GobArgument {
    /** About how many bytes it will take, without the descriptions of its types. */
    long bytes();

    /** Appends it as gob. Called on an event loop, once. */
    void write(GobWriter writer, ByteBuf out);
}
