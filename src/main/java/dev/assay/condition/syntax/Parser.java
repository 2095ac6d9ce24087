package dev.assay.condition.syntax;

import dev.assay.condition.value.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parser of conditions. {@link Literals} reads numbers, {@link Postfixes} what follows an operand, and {@link Calls}
 * the arguments of functions.
 */
public final class Parser {
    /** In characters; conditions that people write are far shorter. */
    private static final int MAX_LENGTH = 10_000;

    /** Each level of the tree needs some of a thread's stack, and a word makes at most one. */
    private static final int MAX_TOKENS = 1_000;

    private static final int MAX_NESTING = 50;

    private final Set<String> builtins;
    private final List<Token> tokens;
    private final String fault;
    private final Calls calls = new Calls(this);
    private final Postfixes postfixes = new Postfixes(this);
    private int at;
    private int nesting;
    private Token current;

    private Parser(Lexer.Lexed lexed, Set<String> builtins) {
        this.builtins = builtins;
        tokens = lexed.tokens();
        fault = lexed.fault();
        current = take();
    }

    /**
     * Parses a condition.
     *
     * @param builtins the names of the functions that expr-lang has
     * @throws ExpressionException with expr-lang's message when it is none
     */
    public static Node parse(String text, Set<String> builtins) {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException(
                    "a condition may have " + MAX_LENGTH + " characters, but this one has " + text.length());
        }
        Lexer.Lexed lexed = Lexer.lex(text);
        if (lexed.tokens().size() > MAX_TOKENS + 1) {
            throw new ExpressionException("a condition may have " + MAX_TOKENS + " words, but this one has "
                    + (lexed.tokens().size() - 1));
        }
        Parser parser = new Parser(lexed, builtins);
        Node node = parser.sequence();
        if (parser.current.kind() != Token.Kind.EOF) {
            throw parser.unexpected();
        }
        return node;
    }

    Token current() {
        return current;
    }

    boolean isBuiltin(String name) {
        return builtins.contains(name);
    }

    List<Node> methodArguments() {
        return calls.arguments(List.of());
    }

    void next() {
        current = take();
    }

    private Token take() {
        if (at == tokens.size()) {
            throw new ExpressionException(fault.isEmpty() ? "unexpected end of expression" : fault);
        }
        return tokens.get(at++);
    }

    void expectOperator(String value) {
        expect(current.isOperator(value));
    }

    /** An opening bracket is a level, until its closing one. */
    void expectBracket(String value) {
        expect(current.isBracket(value));
        if ("([{".contains(value)) {
            if (++nesting > MAX_NESTING) {
                throw new ExpressionException("a condition may have " + MAX_NESTING + " levels of brackets");
            }
        } else {
            nesting--;
        }
    }

    Token expectIdentifier() {
        Token name = current;
        expect(name.kind() == Token.Kind.IDENTIFIER);
        return name;
    }

    private void expect(boolean found) {
        if (!found) {
            throw unexpected();
        }
        next();
    }

    ExpressionException unexpected() {
        return new ExpressionException("unexpected token " + current);
    }

    /** Expressions with semicolons between them, of which the last one counts. */
    Node sequence() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(expression(0));
        while (current.isOperator(";")) {
            next();
            if (current.kind() == Token.Kind.EOF) {
                break;
            }
            nodes.add(expression(0));
        }
        return nodes.size() == 1
                ? nodes.get(0)
                : new Node.Sequence(nodes, nodes.get(0).at());
    }

    Node expression(int precedence) {
        if (precedence == 0 && current.isOperator("let")) {
            return let();
        }
        if (precedence == 0 && current.isOperator("if")) {
            return conditionalIf();
        }
        Node node = binary(primary(), precedence);
        return precedence == 0 ? conditional(node) : node;
    }

    private Node binary(Node first, int precedence) {
        Node left = first;
        String previous = "";
        Token operator = current;
        while (operator.kind() == Token.Kind.OPERATOR) {
            Token negated = null;
            if (operator.isOperator("not")) {
                negated = negatable(precedence);
                if (negated == null) {
                    return left;
                }
                operator = negated;
            }
            if (Operators.binary(operator.value()) < precedence || Operators.binary(operator.value()) < 0) {
                return left;
            }
            next();
            left = combined(left, operator, previous);
            if (negated != null) {
                left = new Node.Unary("not", left, negated.at());
            }
            previous = operator.value();
            operator = current;
        }
        return left;
    }

    /** The operator after {@code not}, which becomes the current token; null, with nothing taken, where it binds too weakly. */
    private @Nullable Token negatable(int precedence) {
        Token not = current;
        next();
        if (!Operators.NEGATABLE.contains(current.value())) {
            throw unexpected();
        }
        if (Operators.binary(current.value()) >= precedence) {
            return current;
        }
        at--;
        current = not;
        return null;
    }

    private Node combined(Node left, Token operator, String previous) {
        if (operator.value().equals("|")) {
            return calls.call(expectIdentifier(), List.of(left));
        }
        if (previous.equals("??") && !operator.value().equals("??")) {
            throw new ExpressionException("Operator (" + operator.value()
                    + ") and coalesce expressions (??) cannot be mixed. Wrap either by parentheses.");
        }
        if (Operators.COMPARISONS.contains(operator.value())) {
            return comparison(left, operator);
        }
        return new Node.Binary(operator.value(), left, expression(Operators.right(operator.value())), operator.at());
    }

    /** {@code a < b < c} is {@code a < b && b < c}. */
    private Node comparison(Node first, Token operator) {
        Node left = first;
        Token sign = operator;
        Node all = null;
        while (true) {
            Node right = expression(Operators.right(sign.value()));
            Node one = new Node.Binary(sign.value(), left, right, sign.at());
            all = all == null ? one : new Node.Binary("&&", all, one, sign.at());
            left = right;
            sign = current;
            if (sign.kind() != Token.Kind.OPERATOR || !Operators.COMPARISONS.contains(sign.value())) {
                return all;
            }
            next();
        }
    }

    private Node let() {
        next();
        Token name = expectIdentifier();
        expectOperator("=");
        Node value = expression(0);
        expectOperator(";");
        return new Node.Let(name.value(), value, sequence(), name.at());
    }

    private Node conditionalIf() {
        Position place = current.at();
        next();
        Node condition = expression(0);
        Node then = block();
        expectOperator("else");
        Node otherwise = current.isOperator("if") ? conditionalIf() : block();
        return new Node.Conditional(condition, then, otherwise, place);
    }

    private Node block() {
        expectBracket("{");
        Node node = sequence();
        expectBracket("}");
        return node;
    }

    private Node conditional(Node first) {
        Node node = first;
        while (current.isOperator("?")) {
            next();
            Node then = node;
            if (!current.isOperator(":")) {
                then = expression(0);
            }
            expectOperator(":");
            node = new Node.Conditional(node, then, expression(0), current.at());
        }
        return node;
    }

    private Node primary() {
        Token token = current;
        if (token.kind() == Token.Kind.OPERATOR && Operators.unary(token.value()) >= 0) {
            next();
            Node operand = expression(Operators.unary(token.value()));
            return postfixes.of(new Node.Unary(token.value(), operand, token.at()));
        }
        if (token.isBracket("(")) {
            expectBracket("(");
            Node node = sequence();
            expectBracket(")");
            return postfixes.of(node);
        }
        if (calls.inPredicate() && (token.isOperator("#") || token.isOperator("."))) {
            return postfixes.of(pointer(token));
        }
        if (token.isOperator("::")) {
            next();
            return postfixes.of(calls.call(expectIdentifier(), List.of()));
        }
        return secondary(token);
    }

    private Node pointer(Token token) {
        String name = "";
        if (token.isOperator("#")) {
            next();
            if (current.kind() == Token.Kind.IDENTIFIER) {
                name = current.value();
                next();
            }
        }
        return new Node.Pointer(name, token.at());
    }

    private Node secondary(Token token) {
        switch (token.kind()) {
            case IDENTIFIER -> {
                next();
                Node word = Literals.word(token);
                return word == null ? postfixes.of(named(token)) : word;
            }
            case NUMBER -> {
                next();
                return Literals.number(token);
            }
            case STRING -> {
                next();
                return postfixes.of(new Node.Text(token.value(), token.at()));
            }
            case BYTES -> {
                next();
                return postfixes.of(new Node.Bytes(token.value(), token.at()));
            }
            default -> {
                if (token.isBracket("[")) {
                    return postfixes.of(items(token.at()));
                }
                if (token.isBracket("{")) {
                    return postfixes.of(pairs(token.at()));
                }
                throw unexpected();
            }
        }
    }

    private Node named(Token name) {
        return current.isBracket("(") ? calls.call(name, List.of()) : new Node.Identifier(name.value(), name.at());
    }

    private Node items(Position place) {
        expectBracket("[");
        List<Node> nodes = new ArrayList<>();
        while (!current.isBracket("]")) {
            if (!nodes.isEmpty()) {
                expectOperator(",");
                if (current.isBracket("]")) {
                    break;
                }
            }
            nodes.add(expression(0));
        }
        expectBracket("]");
        return new Node.Items(nodes, place);
    }

    private Node pairs(Position place) {
        expectBracket("{");
        List<Node> pairs = new ArrayList<>();
        while (!current.isBracket("}")) {
            if (!pairs.isEmpty()) {
                expectOperator(",");
                if (current.isBracket("}")) {
                    break;
                }
                if (current.isOperator(",")) {
                    throw unexpected();
                }
            }
            Node key = key();
            expectOperator(":");
            pairs.add(new Node.Pair(key, expression(0), place));
        }
        expectBracket("}");
        return new Node.Pairs(pairs, place);
    }

    private Node key() {
        switch (current.kind()) {
            case NUMBER, STRING, IDENTIFIER -> {
                Node key = new Node.Text(current.value(), current.at());
                next();
                return key;
            }
            default -> {
                if (current.isBracket("(")) {
                    return expression(0);
                }
                throw new ExpressionException(
                        "a map key must be a quoted string, a number, a identifier, or an expression"
                                + " enclosed in parentheses (unexpected token " + current + ")");
            }
        }
    }
}
