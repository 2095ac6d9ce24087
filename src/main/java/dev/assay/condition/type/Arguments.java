package dev.assay.condition.type;

import dev.assay.condition.builtin.Builtin;
import dev.assay.condition.syntax.Node;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of calls: their number, and whether they have the types that the function takes. */
final class Arguments {
    private final Checker checker;

    Arguments(Checker checker) {
        this.checker = checker;
    }

    /** The nature of a call of one of expr-lang's functions: the first type that suits, or the fault of the last one. */
    Nature of(Builtin builtin, List<Node> arguments) {
        if (builtin.rule() != null) {
            List<@Nullable GoType> types = new ArrayList<>();
            for (Node argument : arguments) {
                Nature nature = checker.visit(argument);
                types.add(nature.isUnknown() ? GoType.ANY : nature.type());
            }
            return Nature.of(builtin.rule().of(types));
        }
        String fault = "";
        for (GoType type : builtin.types()) {
            fault = fault(builtin.name(), type, arguments);
            if (fault.isEmpty()) {
                return Nature.of(type.out().get(0));
            }
        }
        throw new ExpressionException(fault.isEmpty() ? "no matching overload for " + builtin.name() : fault);
    }

    /** The nature of a call of a function with this type. */
    Nature of(String name, GoType function, List<Node> arguments) {
        String fault = fault(name, function, arguments);
        if (!fault.isEmpty()) {
            throw new ExpressionException(fault);
        }
        return Nature.of(function.out().get(0));
    }

    /** Why the arguments do not suit; empty where they do. */
    private String fault(String name, GoType function, List<Node> arguments) {
        if (function.out().isEmpty()) {
            return "func " + name + " doesn't return value";
        }
        if (function.out().size() > 2) {
            return "func " + name + " returns more then two values";
        }
        int expected = function.in().size();
        if (arguments.size() != expected) {
            arguments.forEach(checker::visit);
            return (arguments.size() > expected ? "too many" : "not enough") + " arguments to call " + name;
        }
        for (int i = 0; i < expected; i++) {
            String fault = fault(name, Nature.of(function.in().get(i)), arguments.get(i));
            if (!fault.isEmpty()) {
                return fault;
            }
        }
        return "";
    }

    private String fault(String name, Nature in, Node argument) {
        Nature nature = checker.visit(argument);
        if (in.isFloat() && nature.isInteger()) {
            makeDecimal(argument);
            return "";
        }
        if (in.isInteger() && nature.isInteger()) {
            return "";
        }
        if (nature.isNil()) {
            boolean nilable = in.kind() == Kind.PTR || in.kind() == Kind.INTERFACE;
            return nilable ? "" : "cannot use nil as argument (type " + in + ") to call " + name;
        }
        // The space at the end is expr-lang's.
        return nature.isAssignableTo(in) || nature.isUnknown()
                ? ""
                : "cannot use " + nature + " as argument (type " + in + ") to call " + name + " ";
    }

    /** Whole numbers that stand for a {@code float64} are one, also within a sum. */
    private void makeDecimal(Node node) {
        if (node instanceof Node.Whole) {
            checker.types().makeDecimal(node);
        } else if (node instanceof Node.Unary unary) {
            makeDecimal(unary.operand());
        } else if (node instanceof Node.Binary binary && "+-*".contains(binary.operator())) {
            makeDecimal(binary.left());
            makeDecimal(binary.right());
        }
    }
}
