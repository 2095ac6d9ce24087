package dev.assay.settings;

/**
 * The largest message of a plugin in bytes. It is that of {@code assay.wire.max-message}, and at most a sixteenth of the
 * heap.
 */
public final class MessageLimit {
    /** A message is in memory as bytes and as text at once, and there are several plugins. */
    static final int MESSAGES_IN_HEAP = 16;

    private MessageLimit() {}

    /** @param heap the largest heap, in bytes */
    public static int of(AssaySettings.Wire settings, long heap) {
        long most = Math.min(heap / MESSAGES_IN_HEAP, Integer.MAX_VALUE);
        return (int) Math.min(settings.maxMessage().asLongValue(), most);
    }
}
