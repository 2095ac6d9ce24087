package dev.assay.condition.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of {@code sort} and {@code sortBy}. Equal keys keep their order. Go promises that for twelve elements at most;
 * so many are sorted by insertion there and here, which gives the same order for NaN, too.
 */
public final class Sorting {
    private static final int SMALL = 12;

    private final List<@Nullable Object> keys;
    private final boolean descending;
    private final Budget budget;

    private Sorting(List<@Nullable Object> keys, boolean descending, Budget budget) {
        this.keys = keys;
        this.descending = descending;
        this.budget = budget;
    }

    /** The elements, in the order of their keys. */
    public static List<@Nullable Object> sorted(
            List<@Nullable Object> elements, List<@Nullable Object> keys, boolean descending, Budget budget) {
        int[] order = new int[keys.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        new Sorting(keys, descending, budget).sort(order, 0, order.length, new int[order.length]);
        List<@Nullable Object> sorted = new ArrayList<>(order.length);
        for (int index : order) {
            sorted.add(elements.get(index));
        }
        return sorted;
    }

    private void sort(int[] order, int from, int to, int[] spare) {
        if (to - from <= SMALL) {
            insert(order, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(order, from, middle, spare);
        sort(order, middle, to, spare);
        System.arraycopy(order, from, spare, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeRight = left == middle || (right < to && less(spare[right], spare[left]));
            order[i] = takeRight ? spare[right++] : spare[left++];
        }
    }

    private void insert(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            for (int k = i; k > from && less(order[k], order[k - 1]); k--) {
                int moved = order[k];
                order[k] = order[k - 1];
                order[k - 1] = moved;
            }
        }
    }

    private boolean less(int a, int b) {
        budget.step();
        budget.read(keys.get(a));
        budget.read(keys.get(b));
        return descending ? Order.LESS.test(keys.get(b), keys.get(a)) : Order.LESS.test(keys.get(a), keys.get(b));
    }
}
