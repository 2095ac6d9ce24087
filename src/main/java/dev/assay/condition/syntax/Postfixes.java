package dev.assay.condition.syntax;

import dev.assay.condition.value.ExpressionException;
import org.jspecify.annotations.Nullable;

/** The members, elements, parts and calls of methods that follow an operand. */
final class Postfixes {
    private final Parser parser;

    Postfixes(Parser parser) {
        this.parser = parser;
    }

    Node of(Node operand) {
        Node node = operand;
        while (true) {
            Token token = parser.current();
            boolean optional = token.value().equals("?.");
            if (!isPostfix(token)) {
                return node;
            }
            if (token.value().equals("[")) {
                node = bracket(node, false);
                continue;
            }
            parser.next();
            node = optional && parser.current().isBracket("[") ? bracket(node, true) : member(node, optional);
        }
    }

    private static boolean isPostfix(Token token) {
        boolean punctuation = token.kind() == Token.Kind.OPERATOR || token.kind() == Token.Kind.BRACKET;
        return punctuation
                && (token.value().equals(".")
                        || token.value().equals("?.")
                        || token.value().equals("["));
    }

    private Node member(Node operand, boolean optional) {
        Token name = parser.current();
        parser.next();
        boolean word = name.kind() == Token.Kind.OPERATOR && Lexer.isName(name.value());
        if (name.kind() != Token.Kind.IDENTIFIER && !word) {
            throw new ExpressionException("expected name");
        }
        boolean chained = operand instanceof Node.Chain;
        Node base = operand instanceof Node.Chain chain ? chain.content() : operand;
        boolean called = parser.current().isBracket("(");
        Node node = new Node.Member(base, new Node.Text(name.value(), name.at()), optional, called, name.at());
        if (called) {
            node = new Node.Call(node, parser.methodArguments(), name.at());
        }
        return chained || optional ? new Node.Chain(node, name.at()) : node;
    }

    private Node bracket(Node base, boolean optional) {
        Position place = parser.current().at();
        parser.expectBracket("[");
        @Nullable Node from = parser.current().isOperator(":") ? null : parser.expression(0);
        Node node;
        if (parser.current().isOperator(":")) {
            parser.next();
            @Nullable Node to = parser.current().isBracket("]") ? null : parser.expression(0);
            node = new Node.Slice(base, from, to, place);
        } else {
            node = element(base, from, optional, place);
        }
        parser.expectBracket("]");
        return node;
    }

    private Node element(Node base, @Nullable Node index, boolean optional, Position place) {
        if (index == null) {
            throw parser.unexpected();
        }
        Node member = new Node.Member(base, index, optional, false, place);
        return optional ? new Node.Chain(member, place) : member;
    }
}
