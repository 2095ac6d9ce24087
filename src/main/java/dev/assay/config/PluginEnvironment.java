package dev.assay.config;

import dev.assay.text.Redacted;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables that an entry gives its process, with the values of Secrets as they are at the moment of asking. */
public final class PluginEnvironment {
    private PluginEnvironment() {}

    /**
     * Reads the Secrets that {@code env} names, one after the other. Fails with {@link SecretException}, whose message has
     * no value in it. Blocks no thread.
     */
    public static Uni<Map<String, String>> resolve(PluginSpec spec, Secrets secrets) {
        Uni<Map<String, String>> all = Uni.createFrom().item(() -> new TreeMap<>(spec.plainEnv()));
        for (Map.Entry<String, EnvValue> variable : new TreeMap<>(spec.env()).entrySet()) {
            if (variable.getValue() instanceof EnvValue.SecretKey key) {
                all = all.chain(
                        found -> value(spec, variable.getKey(), key, secrets).map(value -> {
                            value.ifPresent(text -> found.put(variable.getKey(), text));
                            return found;
                        }));
            }
        }
        return all;
    }

    /** Empty where an optional one is not there. */
    private static Uni<Optional<String>> value(
            PluginSpec spec, String variable, EnvValue.SecretKey reference, Secrets secrets) {
        return secrets.value(reference.secret(), reference.key())
                .onFailure(SecretException.class)
                .recoverWithUni(failure -> absent(spec, variable, reference, failure))
                .map(value -> checked(spec, variable, reference, value));
    }

    private static Uni<Optional<String>> absent(
            PluginSpec spec, String variable, EnvValue.SecretKey reference, SecretException failure) {
        return failure.missing() && reference.optional()
                ? Uni.createFrom().item(Optional.empty())
                : Uni.createFrom()
                        .failure(new SecretException(
                                failure.missing(), what(spec, variable) + failure.getMessage(), failure));
    }

    private static Optional<String> checked(
            PluginSpec spec, String variable, EnvValue.SecretKey reference, Optional<String> value) {
        if (value.isEmpty() && !reference.optional()) {
            throw new SecretException(
                    true,
                    what(spec, variable) + "the Secret " + reference.secret() + " has no key "
                            + Redacted.plain(reference.key()) + "; add it, or correct secretKeyRef",
                    null);
        }
        if (value.filter(text -> text.indexOf('\0') >= 0).isPresent()) {
            throw new SecretException(
                    false,
                    what(spec, variable) + "the " + reference + " holds a NUL character; correct its value, no process"
                            + " can be given one",
                    null);
        }
        return value;
    }

    private static String what(PluginSpec spec, String variable) {
        return "tried to set the variable " + variable + " of plugin " + spec.name() + ", but ";
    }
}
