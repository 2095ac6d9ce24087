package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Arbitrary bytes: whatever they are, the reader gives values or throws {@link GobException}, and where they are cut
 * does not matter.
 */
public final class GobReaderFuzz {
    /** Small, so that a breach of a limit is found within few bytes. */
    private static final GobLimits LIMITS = new GobLimits(1 << 16, 20, 50, 50, 1 << 14, 10_000, "");

    private GobReaderFuzz() {}

    /** The entry that fuzzers look for. The first byte says where the rest is cut. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        String whole = outcome(data, data.length);
        String cut = outcome(data, 1 + (data[0] & 0x0f));
        if (!whole.equals(cut)) {
            throw new AssertionError("whole: " + whole + "; cut: " + cut);
        }
    }

    static String outcome(byte[] data, int piece) {
        GobReader reader = new GobReader(LIMITS);
        List<GobValue> values = new ArrayList<>();
        String end = "";
        try {
            for (int at = 1; at < data.length; at += piece) {
                ByteBuf in = Unpooled.wrappedBuffer(data, at, Math.min(piece, data.length - at));
                reader.read(in, values::add);
            }
            end = "next " + NextValue.outcome(reader);
        } catch (GobException e) {
            end = e.getMessage();
        }
        return values.stream().map(GobPrinter::of).toList() + " " + end;
    }
}
