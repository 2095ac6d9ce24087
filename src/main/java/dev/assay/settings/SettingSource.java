package dev.assay.settings;

import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place that a setting stands in, in words: {@code config/application.properties, line 3}. */
final class SettingSource {
    private static final Pattern FILE = Pattern.compile(".*\\[source=(?:[a-z]+:)*([^\\]]*)]");
    private static final String ENVIRONMENT = "EnvConfigSource";

    private SettingSource() {}

    static String of(ConfigValue value, String name) {
        String place = place(String.valueOf(value.getConfigSourceName()), name);
        return value.getLineNumber() > 0 ? place + ", line " + value.getLineNumber() : place;
    }

    /** @param source the name that the library gives a source */
    static String place(String source, String name) {
        Matcher file = FILE.matcher(source);
        if (file.matches()) {
            Path path = Path.of(file.group(1));
            int names = path.getNameCount();
            return path.endsWith(Path.of("config", "application.properties"))
                    ? path.subpath(names - 2, names).toString()
                    : String.valueOf(path.getFileName());
        }
        if (source.equals(ENVIRONMENT)) {
            return KnownSettings.variable(name) + " of the environment";
        }
        return source.contains("SysProp") ? "a system property" : source;
    }
}
