package dev.assay.condition.syntax;

import dev.assay.condition.value.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of functions. Some functions take a predicate, which is code for each element and no value. */
final class Calls {
    private enum Parameter {
        VALUE,
        PREDICATE,
        OPTIONAL_VALUE,
        OPTIONAL_PREDICATE
    }

    private static final List<Parameter> PLAIN = List.of(Parameter.VALUE, Parameter.PREDICATE);
    private static final List<Parameter> MAYBE = List.of(Parameter.VALUE, Parameter.OPTIONAL_PREDICATE);
    private static final List<Parameter> THIRD =
            List.of(Parameter.VALUE, Parameter.PREDICATE, Parameter.OPTIONAL_VALUE);
    private static final Map<String, List<Parameter>> WITH_PREDICATE = Map.ofEntries(
            Map.entry("all", PLAIN),
            Map.entry("none", PLAIN),
            Map.entry("any", PLAIN),
            Map.entry("one", PLAIN),
            Map.entry("filter", PLAIN),
            Map.entry("map", PLAIN),
            Map.entry("count", MAYBE),
            Map.entry("sum", MAYBE),
            Map.entry("find", PLAIN),
            Map.entry("findIndex", PLAIN),
            Map.entry("findLast", PLAIN),
            Map.entry("findLastIndex", PLAIN),
            Map.entry("groupBy", PLAIN),
            Map.entry("sortBy", THIRD),
            Map.entry("reduce", THIRD));

    private final Parser parser;
    private int predicates;

    Calls(Parser parser) {
        this.parser = parser;
    }

    /** Whether the parser is within a predicate, where {@code #} has a meaning. */
    boolean inPredicate() {
        return predicates > 0;
    }

    /**
     * The call of a function whose arguments follow.
     *
     * @param piped the argument that stands before a pipe; none without one
     */
    Node call(Token name, List<Node> piped) {
        List<Parameter> parameters = WITH_PREDICATE.get(name.value());
        if (parameters != null) {
            return new Node.Builtin(name.value(), arguments(parameters, piped), name.at());
        }
        if (parser.isBuiltin(name.value())) {
            return new Node.Builtin(name.value(), arguments(piped), name.at());
        }
        return new Node.Call(new Node.Identifier(name.value(), name.at()), arguments(piped), name.at());
    }

    private List<Node> arguments(List<Parameter> all, List<Node> piped) {
        parser.expectBracket("(");
        List<Node> arguments = new ArrayList<>(piped);
        List<Parameter> parameters = all.subList(piped.size(), all.size());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parser.current().isBracket(")")) {
                if (parameter == Parameter.OPTIONAL_VALUE || parameter == Parameter.OPTIONAL_PREDICATE) {
                    break;
                }
                throw new ExpressionException("expected at least " + parameters.size() + " arguments");
            }
            if (i > 0) {
                parser.expectOperator(",");
            }
            boolean value = parameter == Parameter.VALUE || parameter == Parameter.OPTIONAL_VALUE;
            arguments.add(value ? parser.expression(0) : predicate());
        }
        if (parser.current().isOperator(",")) {
            parser.next();
        }
        parser.expectBracket(")");
        return arguments;
    }

    List<Node> arguments(List<Node> piped) {
        List<Node> arguments = new ArrayList<>(piped);
        parser.expectBracket("(");
        while (!parser.current().isBracket(")")) {
            if (arguments.size() > piped.size()) {
                parser.expectOperator(",");
            }
            if (parser.current().isBracket(")")) {
                break;
            }
            arguments.add(parser.expression(0));
        }
        parser.expectBracket(")");
        return arguments;
    }

    private Node predicate() {
        Position place = parser.current().at();
        boolean braces = parser.current().isBracket("{");
        if (braces) {
            parser.expectBracket("{");
        }
        predicates++;
        Node body = braces ? parser.sequence() : parser.expression(0);
        if (!braces && parser.current().isOperator(";")) {
            throw new ExpressionException("wrap predicate with brackets { and }");
        }
        predicates--;
        if (braces) {
            parser.expectBracket("}");
        }
        return new Node.Predicate(body, place);
    }
}
