package dev.assay.wire.gob;

/**
 * A value goes on in the next message. Go's encoder does that to a value of interface type whose concrete type it must
 * define first: the message ends after the definition, within the value ({@code encoding/gob/encode.go},
 * {@code encodeInterface}).
 */
final class MoreMessages extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    /** @param position up to where what was read belongs to the value */
    MoreMessages(int position) {
        super(null, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
