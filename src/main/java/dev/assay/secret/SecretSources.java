package dev.assay.secret;

import dev.assay.text.SecretNames;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the values that are to be hidden in what Assay and its plugins are given. */
public final class SecretSources {
    private SecretSources() {}

    /**
     * The values of a plugin's own variables, and those within them.
     *
     * @param open a text that everybody may read, such as the name of the plugin. A value that stands in it is not hidden,
     *     unless the name of its variable says that it is secret: the mask would tell it, and make the text unreadable
     */
    public static Set<String> ofEntry(Map<String, String> env, String open) {
        Set<String> values = new LinkedHashSet<>();
        env.forEach((name, value) -> {
            if (SecretRule.hides(name, value) && (SecretNames.ofVariable(name) || !standsIn(open, value))) {
                add(values, SecretParts.withParts(value));
            }
        });
        return values;
    }

    /** Values that come from Secrets, and those within them. */
    public static Set<String> ofSecrets(Collection<String> secrets) {
        Set<String> values = new LinkedHashSet<>();
        secrets.forEach(value -> add(values, SecretParts.withParts(value)));
        return values;
    }

    /** The passwords in an address, for instance in the location of a plugin. */
    public static Set<String> ofAddress(String address) {
        Set<String> values = new LinkedHashSet<>();
        add(values, SecretParts.parts(address));
        return values;
    }

    /** The values of flags whose names say that they are secret: {@code --api-key=VALUE} or {@code --api-key VALUE}. */
    public static Set<String> ofArguments(List<String> arguments) {
        Set<String> values = new LinkedHashSet<>();
        String flag = "";
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            boolean isFlag = argument.startsWith("-")
                    && (equals < 0 ? argument : argument.substring(0, equals)).indexOf(' ') < 0;
            if (isFlag && equals > 0 && SecretNames.ofVariable(argument.substring(0, equals))) {
                add(values, SecretParts.withParts(argument.substring(equals + 1)));
            } else if (!isFlag && SecretNames.ofVariable(flag)) {
                add(values, SecretParts.withParts(argument));
            } else {
                add(values, SecretParts.parts(argument));
            }
            flag = isFlag && equals < 0 ? argument : "";
        }
        return values;
    }

    /**
     * The secret values of an environment that plugins inherit: of variables whose names say so, and the passwords in all
     * others. The path of a file is no secret; {@link #files} has its content.
     */
    public static Set<String> ofEnvironment(Map<String, String> environment) {
        Set<String> values = new LinkedHashSet<>();
        environment.forEach((name, value) -> {
            if (SecretNames.ofVariable(name) && !isFile(value)) {
                add(values, SecretParts.withParts(value));
            } else {
                add(values, SecretParts.passwords(value));
            }
        });
        return values;
    }

    /** The files that variables with secret names point to, for instance {@code AWS_WEB_IDENTITY_TOKEN_FILE}. */
    public static List<Path> files(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> SecretNames.ofVariable(variable.getKey()) && isFile(variable.getValue()))
                .map(variable -> Path.of(variable.getValue()))
                .toList();
    }

    private static boolean isFile(String value) {
        try {
            return value.startsWith("/") && Files.exists(Path.of(value));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean standsIn(String open, String value) {
        return !SecretMask.of(Set.of(value), SecretRule.SHORTEST_PART)
                .mask(open)
                .equals(open);
    }

    private static void add(Set<String> values, Collection<String> more) {
        more.stream().filter(SecretRule::hides).forEach(values::add);
    }
}
