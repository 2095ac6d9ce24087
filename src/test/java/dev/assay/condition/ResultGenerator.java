package dev.assay.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Results as plugins make them, and the paths to their parts. */
final class ResultGenerator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("a", "b", "c", "items", "name", "value", "x-y", "in");
    private static final List<String> TEXTS =
            List.of("", "a", "abc", "12", "1.5", "x-y", "a,b", "true", "\u00e4\u20ac", "A b");
    private static final List<Double> NUMBERS = List.of(0.0, 1.0, 2.0, 3.0, -1.0, 0.95, 1.5, 100.0, 1e10, 1e-7, 2.5);
    private static final List<String> FLOATS =
            List.of("0", "1", "2", "NaN", "+Inf", "-Inf", "0.95", "-1.5", "1e+21", "3");

    private final Random random;
    private final List<String> paths = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> truths = new ArrayList<>();
    private final List<String> lists = new ArrayList<>();
    private final List<String> maps = new ArrayList<>();
    private String text = "nil:";

    ResultGenerator(Random random) {
        this.random = random;
    }

    void renew() {
        List.of(paths, numbers, texts, truths, lists, maps).forEach(List::clear);
        paths.add("result");
        text = switch (random.nextInt(12)) {
            case 0 -> "nil:";
            case 1 -> scalar(truths, "bool:" + random.nextBoolean());
            case 2 -> scalar(numbers, "float64:" + pick(FLOATS));
            case 3 -> scalar(numbers, (random.nextBoolean() ? "int:" : "int64:") + (random.nextInt(20) - 5));
            case 4 -> scalar(texts, "string:" + pick(TEXTS));
            case 5, 6 -> floats();
            default -> json();
        };
    }

    private static String scalar(List<String> paths, String text) {
        paths.add("result");
        return text;
    }

    private String floats() {
        List<String> all = new ArrayList<>();
        lists.add("result");
        for (int i = random.nextInt(4); i >= 0; i--) {
            all.add(pick(FLOATS));
            numbers.add("result[" + i + "]");
        }
        return "floats:" + String.join(",", all);
    }

    private String json() {
        try {
            return "json:" + JSON.writeValueAsString(random.nextInt(3) == 0 ? list("result", 2) : map("result", 2));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object value(String path, int depth) {
        paths.add(path);
        int kind = random.nextInt(depth > 0 ? 9 : 6);
        if (kind < 2) {
            numbers.add(path);
            return NUMBERS.get(random.nextInt(NUMBERS.size()));
        }
        if (kind < 4) {
            texts.add(path);
            return pick(TEXTS);
        }
        return switch (kind) {
            case 4 -> {
                truths.add(path);
                yield random.nextBoolean();
            }
            case 5 -> null;
            case 6 -> map(path, depth - 1);
            default -> list(path, depth - 1);
        };
    }

    private Object map(String path, int depth) {
        maps.add(path);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = pick(NAMES);
            String member = path + (name.matches("\\w+") && random.nextBoolean() ? "." + name : "[\"" + name + "\"]");
            map.put(name, value(member, depth));
        }
        return map;
    }

    private Object list(String path, int depth) {
        lists.add(path);
        List<@Nullable Object> list = new ArrayList<>();
        int form = random.nextInt(3);
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            String element = path + "[" + i + "]";
            list.add(
                    form == 0
                            ? (Object) NUMBERS.get(random.nextInt(NUMBERS.size()))
                            : form == 1 ? map(element, depth - 1) : value(element, depth));
        }
        return list;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    String text() {
        return text;
    }

    String path() {
        String path = pick(paths);
        return switch (random.nextInt(24)) {
            case 0 -> path + ".missing";
            case 1 -> path + "?.a";
            case 2 -> path + "[0]";
            case 3 -> path + "?.a?.b";
            case 4 -> "$env." + path;
            case 5 -> path + "?.[0]";
            default -> path;
        };
    }

    String numberPath() {
        return numbers.isEmpty() ? pick(List.of("1", "0.5", "7", "-2")) : pick(numbers);
    }

    String textPath() {
        return texts.isEmpty() ? "'abc'" : pick(texts);
    }

    String truthPath() {
        return truths.isEmpty() ? "true" : pick(truths);
    }

    String listPath() {
        return lists.isEmpty() ? pick(List.of("[1, 2, 3]", "[0.5, 'a', nil]", "['b', 'a']")) : pick(lists);
    }

    String mapPath() {
        return maps.isEmpty() ? "{a: 1, b: 'x'}" : pick(maps);
    }
}
