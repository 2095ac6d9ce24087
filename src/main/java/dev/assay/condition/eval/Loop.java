package dev.assay.condition.eval;

import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import org.jspecify.annotations.Nullable;

/** The loop of a function over the elements of a list. */
final class Loop {
    private final @Nullable Object list;
    private final @Nullable Loop outer;
    private final int size;
    int index;

    @Nullable
    Object accumulator;

    /** A text is a list of bytes here. A map has a size and no elements, so only an empty one can be gone through. */
    Loop(@Nullable Object list, @Nullable Loop outer) {
        this.list = list instanceof String text ? Items.bytes(ByteText.bytes(text)) : list;
        this.outer = outer;
        this.size = size(this.list);
    }

    private static int size(@Nullable Object list) {
        if (list instanceof Items items) {
            return items.size();
        }
        if (list instanceof Table table) {
            return table.size();
        }
        String kind = list == null ? "zero" : Values.typeOf(list).kind().text();
        throw new ExpressionException("reflect: call of reflect.Value.Len on " + kind + " Value");
    }

    @Nullable
    Loop outer() {
        return outer;
    }

    int size() {
        return size;
    }

    @Nullable
    Object element() {
        if (list instanceof Items items) {
            return items.at(index);
        }
        throw new ExpressionException("reflect: call of reflect.Value.Index on map Value");
    }
}
