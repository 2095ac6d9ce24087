package dev.assay.settings;

import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The settings that there are, as {@link AssaySettings} declares them. */
final class KnownSettings {
    static final String PREFIX = "assay.";

    /** The names with their types, in the order of the names. */
    static final Map<String, SettingType> ALL = Collections.unmodifiableMap(of(AssaySettings.class, PREFIX));

    /** Names that were settings once and have no effect any more. A line of one stops no start. */
    static final Set<String> REMOVED = Set.of("assay.ready.grace");

    private KnownSettings() {}

    private static Map<String, SettingType> of(Class<?> group, String prefix) {
        Map<String, SettingType> settings = new TreeMap<>();
        for (Method method : group.getMethods()) {
            String name = name(method, prefix);
            if (isGroup(method.getReturnType())) {
                settings.putAll(of(method.getReturnType(), name + "."));
            } else {
                settings.put(name, type(method.getGenericReturnType()));
            }
        }
        return settings;
    }

    private static String name(Method method, String prefix) {
        return method.isAnnotationPresent(WithParentName.class)
                ? prefix.substring(0, prefix.length() - 1)
                : prefix + kebab(method.getName());
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getEnclosingClass() != null;
    }

    private static SettingType type(Type type) {
        if (type instanceof ParameterizedType of && of.getRawType() == Optional.class) {
            return type(of.getActualTypeArguments()[0]).orAbsent();
        }
        boolean list = type instanceof ParameterizedType of && of.getRawType() == List.class;
        Type single = list ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        return new SettingType((Class<?>) single, list, false);
    }

    /** {@code in-flight} for {@code inFlight}. */
    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The variable of the environment, by the rule of MicroProfile Config. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
