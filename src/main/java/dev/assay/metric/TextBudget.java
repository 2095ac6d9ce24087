package dev.assay.metric;

/** How many characters may still be written. For one thread. */
final class TextBudget {
    private final int limit;
    private long left;

    TextBudget(int limit) {
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
