package dev.assay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings in the documentation holds what the interface holds, in the words of its Javadoc. */
class DocumentedSettingsTest {
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final Path SOURCE = Path.of("src/main/java/dev/assay/settings/AssaySettings.java");
    private static final Pattern COMMENT_AND_METHOD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*[\\w<>]+ (\\w+)\\(\\);", Pattern.DOTALL);
    private static final Map<Class<?>, String> UNITS = Map.of(
            Duration.class, "duration",
            MemorySize.class, "size",
            int.class, "number",
            boolean.class, "true or false",
            Path.class, "path",
            String.class, "text",
            List.class, "list");

    @Test
    void every_setting_has_its_row_and_no_row_is_stale() throws IOException {
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected(AssaySettings.class, "assay"));
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("\\| `assay\\.[a-z.-]+` \\| `ASSAY_.*"))
                .toList();
    }

    private static List<String> expected(Class<?> group, String prefix) throws IOException {
        List<String> rows = new ArrayList<>();
        Map<String, String> meanings = meanings(group);
        for (Method method : group.getDeclaredMethods()) {
            String name =
                    method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + kebab(method.getName());
            if (method.getReturnType().isInterface() && method.getReturnType().getEnclosingClass() != null) {
                rows.addAll(expected(method.getReturnType(), name));
            } else {
                rows.add("| `" + name + "` | `" + variable(name) + "` | " + meanings.get(method.getName()) + " | "
                        + unit(method.getGenericReturnType()) + " | " + byDefault(method) + " |");
            }
        }
        return rows;
    }

    private static String byDefault(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        return value == null ? "" : "`" + value.value() + "`";
    }

    private static String unit(Type type) {
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            return unit(optional.getActualTypeArguments()[0]);
        }
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType list ? list.getRawType() : type);
        return raw.isEnum()
                ? Arrays.stream(raw.getEnumConstants())
                        .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
                        .collect(Collectors.joining(", "))
                : UNITS.get(raw);
    }

    /** The rule of MicroProfile Config. */
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> meanings(Class<?> group) throws IOException {
        Matcher comments = COMMENT_AND_METHOD.matcher(body(group));
        return comments.results().collect(Collectors.toMap(m -> m.group(2), m -> plain(m.group(1)), (a, b) -> a));
    }

    /** From the group's own braces, without those of the groups in it. */
    private static String body(Class<?> group) throws IOException {
        String text = Files.readString(SOURCE);
        int start = text.indexOf("{", text.indexOf("interface " + group.getSimpleName() + " {", start(text, group)));
        StringBuilder body = new StringBuilder();
        int depth = 0;
        for (int i = start; i == start || depth > 0; i++) {
            char c = text.charAt(i);
            boolean opens = c == '{' && text.charAt(i + 1) == '\n';
            boolean closes =
                    c == '}' && text.substring(text.lastIndexOf('\n', i), i).isBlank();
            boolean isBrace = opens || closes;
            if (isBrace) {
                depth += c == '{' ? 1 : -1;
            } else if (depth == 1) {
                body.append(c);
            }
        }
        return body.toString();
    }

    private static int start(String text, Class<?> group) {
        Class<?> outer = group.getEnclosingClass();
        return outer == null ? 0 : text.indexOf("interface " + outer.getSimpleName() + " {", start(text, outer));
    }

    private static String plain(String comment) {
        return comment.replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .strip();
    }
}
