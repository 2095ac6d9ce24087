package dev.assay.condition.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The place of a node in its text. All places are equal, so that nodes are equal when they say the same.
 *
 * @param offset in characters (code points), from 0
 */
public record Position(int offset) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Position;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
