package dev.assay.condition.builtin;

import dev.assay.condition.value.Budget;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of expr-lang's own functions.
 *
 * @param types the types that it may be called as; empty where {@code rule} says it
 * @param rule the type of a call; null where {@code types} says it
 */
public record Builtin(
        String name, List<GoType> types, @Nullable Rule rule, Code code) {
    /** The type of a call, by the types of its arguments; a type is null for nil. Throws where it is no legal call. */
    public interface Rule {
        GoType of(List<@Nullable GoType> arguments);
    }

    /** The code of a function. */
    public interface Code {
        @Nullable
        Object call(@Nullable Object[] arguments, Budget budget);
    }

    static Builtin typed(String name, Code code, GoType... types) {
        return new Builtin(name, List.of(types), null, code);
    }

    static Builtin ruled(String name, Rule rule, Code code) {
        return new Builtin(name, List.of(), rule, code);
    }

    /** The type of the function itself. */
    public GoType type() {
        return types.isEmpty()
                ? new GoType(Kind.FUNC, "func(...interface {}) (interface {}, error)", null, null, List.of(), List.of())
                : types.get(0);
    }
}
