package dev.assay.wire.gob;

import dev.assay.wire.gob.GobValue.Encoding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the text that {@link GobTypes} describes. For one text only. */
final class TypesText {
    private static final int FIRST_DEFINED = 64;

    /** As deep as types may be written, so that a wrong text does not end in a stack overflow. */
    private static final int MAX_EXPRESSION = 1_000;

    private record Line(int number, boolean indented, List<String> words) {}

    private record FieldLine(Line line, List<GobType.Field> fields) {}

    private final Map<String, GobType> types = new LinkedHashMap<>();
    private final Map<String, Line> composites = new LinkedHashMap<>();
    private final List<FieldLine> fieldLines = new ArrayList<>();
    private final Set<String> resolving = new HashSet<>();
    private final Set<Integer> ids = new HashSet<>();
    private int nextId = FIRST_DEFINED;

    Map<String, GobType> parse(Reader text) throws IOException {
        kinds();
        List<GobType.Field> fields = null;
        for (Line line : lines(text)) {
            if (line.indented()) {
                if (fields == null) {
                    throw wrong(line, "a field that belongs to no struct");
                }
                fieldLines.add(new FieldLine(line, fields));
            } else {
                fields = declare(line);
            }
        }
        for (FieldLine field : fieldLines) {
            field.fields().add(field(field.line()));
        }
        composites.forEach((expression, line) -> resolve(line, expression));
        refuseEndlessStructs();
        return types;
    }

    private static List<Line> lines(Reader text) throws IOException {
        BufferedReader reader = new BufferedReader(text);
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                boolean indented = Character.isWhitespace(line.charAt(0));
                lines.add(new Line(number, indented, List.of(line.strip().split("\\s+"))));
            }
        }
        return lines;
    }

    private void kinds() {
        types.put("bool", GobType.Basic.BOOL);
        types.put("int", GobType.Basic.INT);
        types.put("uint", GobType.Basic.UINT);
        types.put("float", GobType.Basic.FLOAT);
        types.put("bytes", GobType.Basic.BYTES);
        types.put("string", GobType.Basic.TEXT);
        types.put("complex", GobType.Basic.COMPLEX);
        types.put("any", GobType.Basic.INTERFACE);
    }

    /** The fields to fill, when the line is a struct's. */
    private @Nullable List<GobType.Field> declare(Line line) {
        switch (line.words().get(0)) {
            case "struct" -> {
                Map<String, String> options = options(line, 3, Set.of("wire", "json"));
                List<GobType.Field> fields = new ArrayList<>();
                String name = name(line, 2);
                types.put(name, new GobType.StructOf(id(line), name, wire(options, name), json(options), fields));
                return fields;
            }
            case "opaque" -> {
                Map<String, String> options = options(line, 4, Set.of("wire", "json"));
                String name = name(line, 2);
                types.put(
                        name, new GobType.OpaqueOf(id(line), name, wire(options, name), json(options), encoding(line)));
            }
            case "basic" -> {
                Map<String, String> options = options(line, 3, Set.of("json"));
                if (!(types.get(line.words().get(2)) instanceof GobType.Basic basic)) {
                    throw wrong(line, line.words().get(2) + " is no basic kind");
                }
                types.put(name(line, 1), new GobType.Basic(basic.kind(), json(options)));
            }
            case "composite" -> {
                Map<String, String> options = options(line, 3, Set.of("wire", "name", "json"));
                id(line);
                String expression = line.words().get(2);
                String name = options.containsKey("name") ? checked(line, options.get("name")) : expression;
                if (composites.put(name, line) != null) {
                    throw wrong(line, name + " has an id already");
                }
            }
            default -> throw wrong(line, "a line begins with struct, opaque, basic, composite or a space");
        }
        return null;
    }

    private GobType.Field field(Line line) {
        if (line.words().size() < 3) {
            throw wrong(line, "a field is GONAME JSONNAME TYPE");
        }
        List<String> flags = line.words().subList(3, line.words().size());
        for (String flag : flags) {
            if (!flag.equals("inline") && !flag.equals("pointer")) {
                throw wrong(line, "a field is inline or pointer, not " + flag);
            }
        }
        boolean inline = flags.contains("inline");
        String json = line.words().get(1);
        return new GobType.Field(
                line.words().get(0),
                inline ? "" : json,
                inline,
                flags.contains("pointer"),
                resolve(line, line.words().get(2)));
    }

    private GobType resolve(Line line, String expression) {
        if (expression.length() > MAX_EXPRESSION) {
            throw wrong(line, "a type of more than " + MAX_EXPRESSION + " characters");
        }
        if (expression.startsWith("*")) {
            return resolve(line, expression.substring(1));
        }
        GobType known = types.get(expression);
        if (known != null) {
            return known;
        }
        if (!resolving.add(expression)) {
            throw wrong(line, "type " + expression + " is made of itself without a struct between");
        }
        Line own = composites.get(expression);
        GobType type = composite(own == null ? line : own, expression, own);
        types.put(expression, type);
        resolving.remove(expression);
        return type;
    }

    private GobType composite(Line line, String expression, @Nullable Line own) {
        String spelled = own == null ? expression : own.words().get(2);
        Map<String, String> options = own == null ? Map.of() : options(own, 3, Set.of("wire", "name", "json"));
        int close = closing(spelled);
        if (close < 0) {
            throw wrong(line, "no type " + spelled + " is described");
        }
        String inBrackets = spelled.substring(spelled.indexOf('[') + 1, close);
        GobType element = resolve(line, spelled.substring(close + 1));
        String wire = options.getOrDefault("wire", spelled);
        String json = json(options);
        if (spelled.startsWith("map[")) {
            GobType key = resolve(line, inBrackets);
            return new GobType.MapOf(compositeId(own), wire, json, key, element);
        }
        return inBrackets.isEmpty()
                ? new GobType.SliceOf(compositeId(own), wire, json, element)
                : new GobType.ArrayOf(compositeId(own), wire, json, number(line, inBrackets), element);
    }

    /** The bracket that closes the first one; -1 when the expression is no slice, array or map. */
    private static int closing(String expression) {
        if (!expression.startsWith("[") && !expression.startsWith("map[")) {
            return -1;
        }
        int open = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            open += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ']' && open == 0) {
                return i;
            }
        }
        return -1;
    }

    private int compositeId(@Nullable Line own) {
        return own == null ? nextId++ : number(own, own.words().get(1));
    }

    private int id(Line line) {
        int id = number(line, line.words().get(1));
        if (id < FIRST_DEFINED || !ids.add(id)) {
            throw wrong(line, "an id is " + FIRST_DEFINED + " or more and stands only once, not " + id);
        }
        nextId = Math.max(nextId, id + 1);
        return id;
    }

    private static int number(Line line, String word) {
        try {
            int number = Integer.parseInt(word);
            if (number >= 0 && number < Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(line, word + " is no number", e);
        }
        throw wrong(line, word + " is out of range");
    }

    private String name(Line line, int index) {
        return checked(line, line.words().get(index));
    }

    private String checked(Line line, String name) {
        boolean taken = types.containsKey(name) || composites.containsKey(name);
        if (name.isEmpty() || !Character.isLetter(name.charAt(0)) || name.contains("[") || taken) {
            throw wrong(line, name + " is no name, or already one");
        }
        return name;
    }

    private static Encoding encoding(Line line) {
        return switch (line.words().get(3)) {
            case "gob" -> Encoding.GOB;
            case "binary" -> Encoding.BINARY;
            case "text" -> Encoding.TEXT;
            default -> throw wrong(line, "an opaque type is gob, binary or text");
        };
    }

    private static Map<String, String> options(Line line, int from, Set<String> known) {
        if (line.words().size() < from) {
            throw wrong(line, "at least " + from + " words are needed");
        }
        Map<String, String> options = new HashMap<>();
        for (String word : line.words().subList(from, line.words().size())) {
            int equals = word.indexOf('=');
            if (equals < 0 || !known.contains(word.substring(0, equals))) {
                throw wrong(line, word + " is none of " + known + " with a value");
            }
            options.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return options;
    }

    private static String wire(Map<String, String> options, String name) {
        return options.getOrDefault("wire", name.substring(name.lastIndexOf('.') + 1));
    }

    private static String json(Map<String, String> options) {
        return options.getOrDefault("json", "");
    }

    /** A struct that holds itself without a pointer, a slice or a map between has no end; Go has no such type. */
    private void refuseEndlessStructs() {
        Set<GobType> finished = new HashSet<>();
        for (GobType type : types.values()) {
            refuseEndless(type, new HashSet<>(), finished);
        }
    }

    private static void refuseEndless(GobType type, Set<GobType> around, Set<GobType> finished) {
        if (finished.contains(type)) {
            return;
        }
        if (!around.add(type)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "type %s holds itself without a pointer between", type));
        }
        if (type instanceof GobType.StructOf struct) {
            for (GobType.Field field : struct.fields()) {
                if (!field.pointer()) {
                    refuseEndless(field.type(), around, finished);
                }
            }
        } else if (type instanceof GobType.ArrayOf array) {
            refuseEndless(array.element(), around, finished);
        }
        around.remove(type);
        finished.add(type);
    }

    private static IllegalArgumentException wrong(Line line, String what) {
        return wrong(line, what, null);
    }

    private static IllegalArgumentException wrong(Line line, String what, @Nullable Throwable cause) {
        return new IllegalArgumentException("line " + line.number() + ": " + what, cause);
    }
}
