package dev.assay.condition.type;

import dev.assay.condition.builtin.Builtin;
import dev.assay.condition.builtin.Builtins;
import dev.assay.condition.syntax.Node;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import dev.assay.condition.value.TimeMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checker of types: it refuses what cannot be evaluated, whatever the values are. */
public final class Checker {
    static final String ENVIRONMENT = "$env";

    private final Map<String, Nature> environment;
    private final Types types = new Types();
    private final Predicates predicates = new Predicates(this);
    private final Arguments arguments = new Arguments(this);
    private final List<Variable> variables = new ArrayList<>();

    private record Variable(String name, Nature nature) {}

    private Checker(Map<String, Nature> environment) {
        this.environment = environment;
    }

    /**
     * Checks a tree.
     *
     * @param environment the natures of the names that it may use
     * @throws ExpressionException with expr-lang's message
     */
    public static Types check(Node tree, Map<String, Nature> environment) {
        Checker checker = new Checker(environment);
        checker.visit(tree);
        return checker.types;
    }

    Types types() {
        return types;
    }

    /** The nature of a node; it is found once, since a node may stand at two places. */
    Nature visit(Node node) {
        if (types.isChecked(node)) {
            return types.of(node);
        }
        Nature nature = of(node);
        types.put(node, nature);
        return nature;
    }

    private Nature of(Node node) {
        if (node instanceof Node.Identifier identifier) {
            return identifier(identifier);
        }
        if (node instanceof Node.Member member) {
            return member(member);
        }
        if (node instanceof Node.Binary binary) {
            return Operations.binary(binary, dereferenced(visit(binary.left())), dereferenced(visit(binary.right())));
        }
        if (node instanceof Node.Unary unary) {
            return Operations.unary(unary.operator(), visit(unary.operand()));
        }
        if (node instanceof Node.Call call) {
            return call(call);
        }
        if (node instanceof Node.Builtin builtin) {
            return builtin(builtin);
        }
        if (node instanceof Node.Chain chain) {
            return visit(chain.content());
        }
        if (node instanceof Node.Slice slice) {
            return slice(slice);
        }
        if (node instanceof Node.Conditional conditional) {
            return conditional(conditional);
        }
        if (node instanceof Node.Pointer pointer) {
            return predicates.pointer(pointer.name());
        }
        if (node instanceof Node.Let let) {
            return let(let);
        }
        return literal(node);
    }

    private Nature literal(Node node) {
        if (node instanceof Node.Whole) {
            return Nature.INT;
        }
        if (node instanceof Node.Decimal) {
            return Nature.FLOAT;
        }
        if (node instanceof Node.Text) {
            return Nature.STRING;
        }
        if (node instanceof Node.Bytes) {
            return Nature.of(GoType.BYTES);
        }
        if (node instanceof Node.Bool) {
            return Nature.BOOL;
        }
        if (node instanceof Node.Items items) {
            return items(items.nodes());
        }
        if (node instanceof Node.Pairs pairs) {
            pairs.pairs().forEach(this::visit);
            return Nature.of(GoType.OBJECT);
        }
        if (node instanceof Node.Pair pair) {
            visit(pair.key());
            visit(pair.value());
            return Nature.NIL;
        }
        if (node instanceof Node.Sequence sequence) {
            Nature last = Nature.NIL;
            for (Node one : sequence.nodes()) {
                last = visit(one);
            }
            return last;
        }
        return Nature.NIL;
    }

    private Nature items(List<Node> nodes) {
        Nature previous = Nature.UNKNOWN;
        boolean same = true;
        for (int i = 0; i < nodes.size(); i++) {
            Nature one = visit(nodes.get(i));
            same &= i == 0 || one.kind() == previous.kind();
            previous = one;
        }
        return same ? previous.list() : Nature.of(GoType.LIST);
    }

    private Nature identifier(Node.Identifier identifier) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(identifier.name())) {
                return variables.get(i).nature();
            }
        }
        if (identifier.name().equals(ENVIRONMENT)) {
            return Nature.UNKNOWN;
        }
        Nature known = environment.get(identifier.name());
        Builtin builtin = Builtins.of(identifier.name());
        if (known == null && builtin != null) {
            return new Nature(builtin.type(), false, null, builtin);
        }
        return known == null ? unknownName(identifier.name()) : known;
    }

    private static Nature unknownName(String name) {
        throw new ExpressionException("unknown name " + name);
    }

    private Nature member(Node.Member member) {
        @Nullable String name = member.property() instanceof Node.Text text ? text.value() : null;
        if (member.base() instanceof Node.Identifier base && base.name().equals(ENVIRONMENT)) {
            Nature known = name == null ? Nature.UNKNOWN : environment.get(name);
            return known == null ? (member.optional() ? Nature.UNKNOWN : unknownName(String.valueOf(name))) : known;
        }
        Nature base = visit(member.base());
        Nature property = visit(member.property());
        if (base.isUnknown()) {
            return Nature.UNKNOWN;
        }
        if (name != null && base.isNil()) {
            throw new ExpressionException("type nil has no field " + name);
        }
        GoType method = name == null || base.type() == null ? null : TimeMethods.type(base.type(), name);
        if (method != null) {
            return Nature.of(method);
        }
        if (base.kind() == Kind.MAP) {
            return value(base, property);
        }
        if (base.isList()) {
            if (!property.isInteger() && !property.isUnknown()) {
                throw new ExpressionException(
                        "array elements can only be selected using an integer (got " + property + ")");
            }
            return base.elements();
        }
        throw undefined(member, dereferenced(base), property, name);
    }

    private static Nature value(Nature map, Nature property) {
        GoType key = (map.type() == null || map.type().key() == null)
                ? GoType.STRING
                : map.type().key();
        if (!property.isUnknown() && !property.isAssignableTo(Nature.of(key))) {
            throw new ExpressionException("cannot use " + property + " to get an element from " + map);
        }
        return map.elements();
    }

    private static ExpressionException undefined(
            Node.Member member, Nature base, Nature property, @Nullable String name) {
        return new ExpressionException(
                name == null
                        ? "type " + base + "[" + property + "] is undefined"
                        : "type " + base + " has no " + (member.called() ? "method " : "field ") + name);
    }

    /** The nature behind a pointer. */
    private static Nature dereferenced(Nature nature) {
        return nature.is(GoType.LOCATION)
                ? Nature.of(new GoType(Kind.STRUCT, "time.Location", null, null, List.of(), List.of()))
                : nature;
    }

    private Nature slice(Node.Slice slice) {
        Nature base = visit(slice.base());
        if (base.isUnknown()) {
            return Nature.UNKNOWN;
        }
        if (!base.isString() && !base.isList()) {
            throw new ExpressionException("cannot slice " + base);
        }
        bound(slice.from());
        bound(slice.to());
        return base;
    }

    private void bound(@Nullable Node node) {
        Nature bound = node == null ? Nature.INT : visit(node);
        if (!bound.isInteger() && !bound.isUnknown()) {
            throw new ExpressionException("non-integer slice index " + bound);
        }
    }

    private Nature call(Node.Call call) {
        if (call.callee() instanceof Node.Identifier callee && callee.name().equals(ENVIRONMENT)) {
            throw new ExpressionException("map[string]interface {} is not callable");
        }
        Nature callee = visit(call.callee());
        if (callee.isUnknown()) {
            return Nature.UNKNOWN;
        }
        if (callee.builtin() != null) {
            return arguments.of(callee.builtin(), call.arguments());
        }
        String name = name(call.callee());
        if (callee.isNil()) {
            throw new ExpressionException(name + " is nil; cannot call nil as function");
        }
        if (callee.type() == null || callee.kind() != Kind.FUNC) {
            throw new ExpressionException(callee + " is not callable");
        }
        return arguments.of(name, callee.type(), call.arguments());
    }

    private static String name(Node callee) {
        if (callee instanceof Node.Identifier identifier) {
            return identifier.name();
        }
        boolean named = callee instanceof Node.Member member && member.property() instanceof Node.Text;
        return (named && callee instanceof Node.Member member && member.property() instanceof Node.Text text)
                ? text.value()
                : "function";
    }

    private Nature builtin(Node.Builtin call) {
        Nature nature = predicates.of(call);
        if (nature != null) {
            return nature;
        }
        if (call.name().equals("get")) {
            return get(call.arguments());
        }
        Builtin builtin = Builtins.of(call.name());
        if (builtin == null) {
            throw new ExpressionException("unknown builtin " + call.name());
        }
        return arguments.of(builtin, call.arguments());
    }

    private Nature get(List<Node> given) {
        if (given.size() != 2) {
            throw new ExpressionException("invalid number of arguments (expected 2, got " + given.size() + ")");
        }
        Nature base = visit(given.get(0));
        Nature property = visit(given.get(1));
        if (given.get(0) instanceof Node.Identifier from && from.name().equals(ENVIRONMENT)) {
            return given.get(1) instanceof Node.Text name
                    ? environment.getOrDefault(name.value(), Nature.UNKNOWN)
                    : Nature.UNKNOWN;
        }
        if (base.isUnknown()) {
            return Nature.UNKNOWN;
        }
        if (base.isList()) {
            if (!property.isInteger() && !property.isUnknown()) {
                throw new ExpressionException("non-integer slice index " + property);
            }
            return base.elements();
        }
        if (base.kind() == Kind.MAP) {
            return value(base, property);
        }
        throw new ExpressionException("type " + base + " does not support indexing");
    }

    private Nature let(Node.Let let) {
        String name = let.name();
        if (environment.containsKey(name)) {
            throw new ExpressionException("cannot redeclare " + name);
        }
        if (Builtins.of(name) != null) {
            throw new ExpressionException("cannot redeclare builtin " + name);
        }
        if (variables.stream().anyMatch(variable -> variable.name().equals(name))) {
            throw new ExpressionException("cannot redeclare variable " + name);
        }
        Nature value = visit(let.value());
        variables.add(new Variable(name, value));
        Nature body = visit(let.body());
        variables.remove(variables.size() - 1);
        return body;
    }

    private Nature conditional(Node.Conditional conditional) {
        Nature condition = visit(conditional.condition());
        if (!condition.isBool() && !condition.isUnknown()) {
            throw new ExpressionException("non-bool expression (type " + condition + ") used as condition");
        }
        Nature then = visit(conditional.then());
        Nature otherwise = visit(conditional.otherwise());
        if (then.isNil()) {
            return otherwise;
        }
        if (otherwise.isNil()) {
            return then;
        }
        if (!then.isAssignableTo(otherwise)) {
            return Nature.UNKNOWN;
        }
        if (then.isList() && otherwise.isList() && !haveSameElements(then, otherwise)) {
            return Nature.of(GoType.LIST);
        }
        return then;
    }

    private static boolean haveSameElements(Nature a, Nature b) {
        return a.elements().isAssignableTo(b.elements()) && b.elements().isAssignableTo(a.elements());
    }
}
