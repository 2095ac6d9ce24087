package dev.assay.condition.builtin;

import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of calls that depend on the types of their arguments. */
final class Rules {
    private Rules() {}

    static ExpressionException refused(String message) {
        return new ExpressionException(message);
    }

    /** The text that {@code %s} of Go prints for a type; nil has none. */
    static String text(@Nullable GoType type) {
        return type == null ? "%!s(<nil>)" : type.name();
    }

    static Kind kind(@Nullable GoType type) {
        if (type == null) {
            return Kind.INVALID;
        }
        return type.kind() == Kind.PTR ? Kind.STRUCT : type.kind();
    }

    static boolean isAny(@Nullable GoType type) {
        return kind(type) == Kind.INTERFACE;
    }

    /** Numbers, and types that have a number's kind, such as a duration. */
    static boolean isNumeric(@Nullable GoType type) {
        return kind(type).isInteger() || kind(type).isFloat();
    }

    static boolean isListOrAny(@Nullable GoType type) {
        return isAny(type) || kind(type).isList();
    }

    static void count(List<@Nullable GoType> arguments, int expected) {
        if (arguments.size() != expected) {
            throw refused("invalid number of arguments (expected " + expected + ", got " + arguments.size() + ")");
        }
    }

    /** One argument of certain kinds. */
    static Builtin.Rule one(String name, GoType out, Set<Kind> kinds) {
        return arguments -> {
            count(arguments, 1);
            GoType argument = arguments.get(0);
            if (!isAny(argument) && !kinds.contains(kind(argument))) {
                throw refused("invalid argument for " + name + " (type " + text(argument) + ")");
            }
            return out;
        };
    }

    /** One number. */
    static Builtin.Rule number(String name, GoType out) {
        return arguments -> {
            count(arguments, 1);
            GoType argument = arguments.get(0);
            if (!isAny(argument) && !isNumeric(argument)) {
                throw refused("invalid argument for " + name + " (type " + text(argument) + ")");
            }
            return out;
        };
    }

    /** Numbers, and lists of them. */
    static Builtin.Rule aggregate(String name) {
        return arguments -> {
            if (arguments.isEmpty()) {
                throw refused("not enough arguments to call " + name);
            }
            for (GoType argument : arguments) {
                if (isListOrAny(argument)) {
                    return GoType.ANY;
                }
                if (!isNumeric(argument)) {
                    throw refused("invalid argument for " + name + " (type " + text(argument) + ")");
                }
            }
            GoType first = arguments.get(0);
            return first == null ? GoType.ANY : first;
        };
    }

    /** One list. */
    static Builtin.Rule list(String verb, GoType out) {
        return arguments -> {
            count(arguments, 1);
            if (!isListOrAny(arguments.get(0))) {
                throw refused(verb + " " + text(arguments.get(0)));
            }
            return out;
        };
    }

    /** One list; the call has the type of its elements. */
    static Builtin.Rule element(String which) {
        return arguments -> {
            count(arguments, 1);
            GoType argument = arguments.get(0);
            if (argument == null || !isListOrAny(argument)) {
                throw refused("cannot get " + which + " element from " + text(argument));
            }
            return argument.element();
        };
    }

    /** One map. */
    static Builtin.Rule map(String verb, String rest) {
        return arguments -> {
            count(arguments, 1);
            if (!isAny(arguments.get(0)) && kind(arguments.get(0)) != Kind.MAP) {
                throw refused(verb + " " + text(arguments.get(0)) + rest);
            }
            return GoType.LIST;
        };
    }
}
