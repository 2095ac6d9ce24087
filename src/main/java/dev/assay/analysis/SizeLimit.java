package dev.assay.analysis;

/** The number of characters that may still be written. For one thread. */
final class SizeLimit {
    private final int limit;
    private long left;

    SizeLimit(int limit) {
        this.limit = limit;
        this.left = limit;
    }

    /** @throws TooMuchTextException when there are fewer left */
    void spend(int characters) {
        left -= characters;
        if (left < 0) {
            throw new TooMuchTextException(limit);
        }
    }
}
