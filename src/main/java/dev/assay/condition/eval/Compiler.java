package dev.assay.condition.eval;

import dev.assay.condition.builtin.Builtin;
import dev.assay.condition.builtin.Builtins;
import dev.assay.condition.syntax.Node;
import dev.assay.condition.type.Types;
import dev.assay.condition.value.ByteText;
import dev.assay.condition.value.ExpressionException;
import dev.assay.condition.value.Func;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Items;
import dev.assay.condition.value.Members;
import dev.assay.condition.value.Table;
import dev.assay.condition.value.Values;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The maker of steps out of nodes. */
final class Compiler {
    /** The value of a member with {@code ?.} that finds nil. It goes up to the chain that the member is in. */
    private static final Object CUT = new Object();

    private final OperatorSteps operators;
    private final Loops loops = new Loops(this);
    private final List<Variable> scope = new ArrayList<>();
    private final IdentityHashMap<Node, Step> known = new IdentityHashMap<>();
    private int variables;

    private record Variable(String name, int place) {}

    Compiler(Types types) {
        this.operators = new OperatorSteps(this, types);
    }

    /** The number of places that variables need. */
    int variables() {
        return variables;
    }

    /** The step of a node; made once, since a node may stand at two places. */
    Step compile(Node node) {
        Step step = known.get(node);
        if (step == null) {
            step = of(node);
            known.put(node, step);
        }
        return step;
    }

    List<Step> compile(List<Node> nodes) {
        return nodes.stream().map(this::compile).toList();
    }

    private Step of(Node node) {
        if (node instanceof Node.Identifier identifier) {
            return identifier(identifier.name());
        }
        if (node instanceof Node.Member member) {
            return member(member);
        }
        if (node instanceof Node.Binary binary) {
            return operators.binary(binary);
        }
        if (node instanceof Node.Unary unary) {
            return operators.unary(unary);
        }
        if (node instanceof Node.Call call) {
            return call(call);
        }
        if (node instanceof Node.Builtin call) {
            Step loop = loops.of(call);
            return loop == null ? builtin(call) : loop;
        }
        if (node instanceof Node.Chain chain) {
            Step content = compile(chain.content());
            return frame -> {
                Object value = content.run(frame);
                return value == CUT || Values.isNil(value) ? null : value;
            };
        }
        if (node instanceof Node.Slice slice) {
            return slice(slice);
        }
        if (node instanceof Node.Conditional conditional) {
            return conditional(conditional);
        }
        if (node instanceof Node.Pointer pointer) {
            return pointer(pointer.name());
        }
        if (node instanceof Node.Let let) {
            return let(let);
        }
        return literal(node);
    }

    private Step literal(Node node) {
        if (node instanceof Node.Items items) {
            return items(compile(items.nodes()));
        }
        if (node instanceof Node.Pairs pairs) {
            return pairs(pairs.pairs());
        }
        if (node instanceof Node.Sequence sequence) {
            List<Step> steps = compile(sequence.nodes());
            return frame -> {
                frame.budget.steps(steps.size());
                Object last = null;
                for (Step step : steps) {
                    last = step.run(frame);
                }
                return last;
            };
        }
        if (node instanceof Node.Predicate predicate) {
            return compile(predicate.body());
        }
        Object value = value(node);
        return frame -> value;
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof Node.Constant constant) {
            return constant.value();
        }
        if (node instanceof Node.Bytes bytes) {
            return Items.bytes(ByteText.bytes(bytes.value()));
        }
        return Folder.constant(node);
    }

    private static Step items(List<Step> steps) {
        return frame -> {
            frame.budget.elements(steps.size());
            return Items.of(values(steps, frame));
        };
    }

    private static @Nullable Object[] values(List<Step> steps, EvaluationState frame) {
        @Nullable Object[] values = new Object[steps.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = steps.get(i).run(frame);
        }
        return values;
    }

    private Step pairs(List<Node> pairs) {
        List<Step> keys = new ArrayList<>();
        List<Step> values = new ArrayList<>();
        for (Node node : pairs) {
            if (node instanceof Node.Pair pair) {
                keys.add(compile(pair.key()));
                values.add(compile(pair.value()));
            }
        }
        return frame -> {
            frame.budget.elements(keys.size());
            // Go fills the map from the end, so that the first of equal keys wins.
            @Nullable Object[] names = new Object[keys.size()];
            @Nullable Object[] contents = new Object[keys.size()];
            for (int i = 0; i < names.length; i++) {
                names[i] = keys.get(i).run(frame);
                contents[i] = values.get(i).run(frame);
            }
            Table table = Table.growing(GoType.OBJECT);
            for (int i = names.length - 1; i >= 0; i--) {
                table.put(Values.text(names[i]), contents[i]);
            }
            return table;
        };
    }

    private Step identifier(String name) {
        for (int i = scope.size() - 1; i >= 0; i--) {
            if (scope.get(i).name().equals(name)) {
                int place = scope.get(i).place();
                return frame -> frame.variables[place];
            }
        }
        if (name.equals("$env")) {
            return frame -> frame.environment.table();
        }
        return frame -> frame.environment.get(name);
    }

    private Step let(Node.Let let) {
        Step value = compile(let.value());
        int place = variables++;
        scope.add(new Variable(let.name(), place));
        Step body = compile(let.body());
        scope.remove(scope.size() - 1);
        return frame -> {
            frame.variables[place] = value.run(frame);
            return body.run(frame);
        };
    }

    private static Step pointer(String name) {
        return switch (name) {
            case "" -> frame -> frame.loop().element();
            case "index" -> frame -> (long) frame.loop().index;
            default -> frame -> frame.loop().accumulator;
        };
    }

    private Step member(Node.Member member) {
        Step base = compile(member.base());
        Step property = compile(member.property());
        boolean optional = member.optional();
        return frame -> {
            Object from = base.run(frame);
            if (from == CUT || (optional && Values.isNil(from))) {
                return CUT;
            }
            frame.budget.step();
            frame.budget.read(from);
            return Members.fetch(from, property.run(frame), frame.budget);
        };
    }

    private Step slice(Node.Slice slice) {
        Step base = compile(slice.base());
        Step from = slice.from() == null ? frame -> 0L : compile(slice.from());
        Step to = slice.to() == null ? null : compile(slice.to());
        return frame -> {
            Object value = base.run(frame);
            frame.budget.step();
            frame.budget.read(value);
            Object high = to == null ? (Object) Members.size(value) : to.run(frame);
            return Members.slice(value, from.run(frame), high, frame.budget);
        };
    }

    private Step conditional(Node.Conditional conditional) {
        Step condition = compile(conditional.condition());
        Step then = compile(conditional.then());
        Step otherwise = compile(conditional.otherwise());
        return frame -> {
            frame.budget.step();
            return Values.truth(condition.run(frame)) ? then.run(frame) : otherwise.run(frame);
        };
    }

    private Step call(Node.Call call) {
        List<Step> arguments = compile(call.arguments());
        Step callee = compile(call.callee());
        return frame -> {
            @Nullable Object[] values = values(arguments, frame);
            Object function = callee.run(frame);
            if (function == CUT) {
                return CUT;
            }
            if (function == null) {
                throw new ExpressionException("invalid operation: cannot call nil");
            }
            if (!(function instanceof Func func)) {
                throw new ExpressionException("invalid operation: cannot call non-function of type "
                        + Values.typeOf(function).name());
            }
            read(values, frame);
            return func.call(values, frame.budget);
        };
    }

    private Step builtin(Node.Builtin call) {
        Builtin builtin = Builtins.of(call.name());
        if (builtin == null) {
            throw new ExpressionException("unknown builtin " + call.name());
        }
        List<Step> arguments = compile(call.arguments());
        Builtin.Code code = builtin.code();
        return frame -> {
            frame.budget.step();
            @Nullable Object[] values = values(arguments, frame);
            read(values, frame);
            return code.call(values, frame.budget);
        };
    }

    private static void read(@Nullable Object[] values, EvaluationState frame) {
        for (Object value : values) {
            frame.budget.read(value);
        }
    }
}
