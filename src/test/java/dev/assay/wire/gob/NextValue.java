package dev.assay.wire.gob;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** What a reader makes of one more message, which tells whether all before it was complete. */
final class NextValue {
    /** A message of the value true. */
    private static final byte[] TRUE = {3, 2, 0, 1};

    private NextValue() {}

    /** Whether a message that comes next is read as what it is. */
    static boolean isRead(GobReader reader) {
        return outcome(reader).equals(List.of(GobValue.Bool.TRUE).toString());
    }

    /** The values that come of one more message, or the breach. */
    static String outcome(GobReader reader) {
        List<GobValue> values = new ArrayList<>();
        try {
            reader.read(Unpooled.wrappedBuffer(TRUE), values::add);
        } catch (GobException e) {
            return values + " " + e.getMessage();
        }
        return values.toString();
    }
}
