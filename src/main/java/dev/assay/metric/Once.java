package dev.assay.metric;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A form of a value, which is made when somebody asks for it first, and kept as long as the value. Threads that ask at once
 * may each make it, and make the same. Thread-safe.
 */
final class Once<T> {
    private volatile @Nullable T made;

    /** @param making makes the same each time; where it fails, the next one who asks tries again */
    T get(Supplier<T> making) {
        T present = made;
        if (present == null) {
            present = making.get();
            made = present;
        }
        return present;
    }
}
