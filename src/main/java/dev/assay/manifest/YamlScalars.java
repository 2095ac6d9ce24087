package dev.assay.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.text.Json;
import dev.assay.text.Surrogates;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The meaning of scalars, as in {@code resolve.go} of the YAML library that {@code sigs.k8s.io/yaml} is made with. */
final class YamlScalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final Pattern WITH_BASE =
            Pattern.compile("([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))");
    private static final Pattern DECIMAL =
            Pattern.compile("([-+]?)0*(?=\\.?[0-9])([0-9]*)(?:\\.([0-9]*))?([eE][-+]?[0-9]+)?");
    /** A longer text is no number, because reading it as one would cost too much. */
    private static final int MAX_DIGITS = 1_000;

    private YamlScalars() {}

    static JsonNode json(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(YamlDocuments.PLAIN)) {
            return plain(node, text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL) || tag.equals(Tag.NULL)) {
            JsonNode value = plain(node, text);
            boolean fits =
                    (value.isNumber() && (tag.equals(Tag.FLOAT) || (tag.equals(Tag.INT) && !value.isBigDecimal())))
                            || (value.isBoolean() && tag.equals(Tag.BOOL))
                            || (value.isNull() && tag.equals(Tag.NULL));
            if (!fits) {
                throw Yaml.fault(node.getStartMark(), "the value is no " + tag, "correct the tag or the value");
            }
            return value;
        }
        return NODES.textNode(Surrogates.replaceLone(tag.equals(Tag.BINARY) ? binary(node, text) : text));
    }

    /** Whether the text needs quotes in order to be a text and no number, truth value or null. */
    static boolean needsQuotes(String text) {
        return NULL.contains(text)
                || TRUE.contains(text)
                || FALSE.contains(text)
                || NOT_FINITE.matcher(text).matches()
                || (mayBeNumber(text) && number(text) != null);
    }

    /** A key: JSON has strings only, so numbers and truth values are written as such. */
    static String key(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw Yaml.fault(node.getStartMark(), "a key is no scalar", "write a string");
        }
        JsonNode value = json(scalar);
        if (value.isNull()) {
            throw Yaml.fault(node.getStartMark(), "a key is null", "put it in quotes");
        }
        return value.asText();
    }

    private static JsonNode plain(ScalarNode node, String text) {
        if (NULL.contains(text)) {
            return NODES.nullNode();
        }
        if (TRUE.contains(text)) {
            return NODES.booleanNode(true);
        }
        if (FALSE.contains(text)) {
            return NODES.booleanNode(false);
        }
        if (NOT_FINITE.matcher(text).matches()) {
            throw Yaml.fault(node.getStartMark(), "JSON has no number " + text, "put it in quotes");
        }
        @Nullable JsonNode number = mayBeNumber(text) ? number(text) : null;
        return number != null ? number : NODES.textNode(Surrogates.replaceLone(text));
    }

    private static boolean mayBeNumber(String text) {
        return "+-.0123456789".indexOf(text.charAt(0)) >= 0 && text.length() <= MAX_DIGITS;
    }

    private static @Nullable JsonNode number(String written) {
        String text = written.replace("_", "");
        if (JSON_NUMBER.matcher(text).matches()) {
            return finite(text);
        }
        Matcher based = WITH_BASE.matcher(text);
        if (based.matches()) {
            @Nullable BigInteger value = withBase(based);
            if (value != null) {
                return Json.number(value.toString());
            }
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (!decimal.matches()) {
            return null;
        }
        String sign = "-".equals(decimal.group(1)) ? "-" : "";
        String whole = decimal.group(2).isEmpty() ? "0" : decimal.group(2);
        String fraction = decimal.group(3) == null || decimal.group(3).isEmpty() ? "" : "." + decimal.group(3);
        return finite(sign + whole + fraction + (decimal.group(4) == null ? "" : decimal.group(4)));
    }

    /** An integer of any length, or a number that a double can hold; null for others, which are texts in Go. */
    private static @Nullable JsonNode finite(String text) {
        boolean integer = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return integer || Double.isFinite(Double.parseDouble(text)) ? exact(text) : null;
    }

    private static @Nullable JsonNode exact(String text) {
        try {
            return Json.number(text);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Null beyond 64 bits, where Go does not take it for an integer. */
    private static @Nullable BigInteger withBase(Matcher m) {
        int radix = m.group(2) != null ? 16 : m.group(3) != null ? 2 : 8;
        String digits = m.group(2) != null ? m.group(2) : m.group(3) != null ? m.group(3) : m.group(4);
        BigInteger value = new BigInteger(digits, radix);
        if (value.bitLength() > 64) {
            return null;
        }
        return "-".equals(m.group(1)) ? value.negate() : value;
    }

    private static String binary(ScalarNode node, String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Yaml.fault(node.getStartMark(), "the value is no base64", "correct it");
        }
    }
}
