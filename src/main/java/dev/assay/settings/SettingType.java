package dev.assay.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The type of a setting.
 *
 * @param single of one value
 * @param list whether there may be several values
 * @param optional whether an empty text means that there is no value
 */
record SettingType(Class<?> single, boolean list, boolean optional) {
    /** Quarkus takes everything else for false. */
    private static final Set<String> BOOLEANS =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0");

    SettingType orAbsent() {
        return new SettingType(single, list, true);
    }

    /** The rule that a text breaks, for instance {@code must be a whole number}; empty when it is a value of this type. */
    Optional<String> fault(String text) {
        if (text.isBlank()) {
            return optional || list ? Optional.empty() : Optional.of("must not be empty");
        }
        return isValue(text.strip()) ? Optional.empty() : Optional.of("must be " + description());
    }

    private boolean isValue(String text) {
        if (single == Duration.class) {
            return isReadBy(new DurationConverter()::convert, text);
        }
        if (single == MemorySize.class) {
            return isReadBy(new MemorySizeConverter()::convert, text);
        }
        if (single == int.class) {
            return isReadBy(Integer::valueOf, text);
        }
        if (single == Path.class) {
            return isReadBy(Path::of, text);
        }
        if (single == boolean.class) {
            return BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
        }
        return !single.isEnum() || choices().contains(text) || choices().contains(text.toLowerCase(Locale.ROOT));
    }

    /** All converters say with an IllegalArgumentException, or one that extends it, that they cannot read a text. */
    private static boolean isReadBy(Function<String, ?> converter, String text) {
        try {
            return converter.apply(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String description() {
        if (single == Duration.class) {
            return "a duration such as 30s, 500ms or PT1M30S";
        }
        if (single == MemorySize.class) {
            return "a size such as 65536, 512K, 16M or 1G";
        }
        if (single == boolean.class) {
            return "true or false";
        }
        if (single.isEnum()) {
            return "one of " + String.join(", ", choices());
        }
        if (single == Path.class) {
            return "a path";
        }
        return "a whole number of its range";
    }

    private List<String> choices() {
        return Arrays.stream(single.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
