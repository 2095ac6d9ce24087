package dev.assay.settings;

import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Names that begin like settings and are none. A property is always a fault. A variable of the environment is one when a
 * setting has a similar name; another one may be somebody else's, and is a warning. So is a setting that was removed.
 *
 * @param faults a sentence for each
 * @param warnings a sentence for each
 */
record UnknownSettings(List<String> faults, List<String> warnings) {
    private static final String PREFIX = KnownSettings.variable(KnownSettings.PREFIX);

    /** Profiles in front of a name, and the place in a list behind it. */
    private static final Pattern AROUND = Pattern.compile("^%(?:\\{[^}]*}|[^.]*)\\.|\\[[0-9]+]$");

    /** {@code ASSAY_ARGS_SECRETS_NAMESPACES_0_} is an element of a list. */
    private static final Pattern ELEMENT = Pattern.compile("_[0-9]+_$");

    /**
     * The variables that Kubernetes gives each container for each Service of its namespace, here for one whose name is, or
     * begins with, {@code assay} ({@code pkg/kubelet/envvars/envvars.go}).
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "ASSAY_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

    private static final Pattern LINK_PORT = Pattern.compile("ASSAY_(?:[A-Z0-9_]+_)?PORT");
    private static final Pattern LINK_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.+:[0-9]+");

    /** The variables that a host gives its plugin; an Assay that a plugin starts has them too. */
    private static final Set<String> OF_A_HOST =
            Set.of("ASSAY_HOST", "ASSAY_HOST_PID", "ASSAY_INSTANCE", "ASSAY_PLUGIN_PROTOCOLS", "ASSAY_PLUGIN_NETWORK");

    static UnknownSettings of(SmallRyeConfig config) {
        UnknownSettings unknown = new UnknownSettings(new ArrayList<>(), new ArrayList<>());
        for (ConfigSource source : config.getConfigSources()) {
            boolean variables = source.getName().startsWith("EnvConfigSource");
            Set<String> names = source.getPropertyNames();
            for (String name : new TreeSet<>(names)) {
                // The source of variables also gives their names as those of properties.
                boolean derived = variables && !isVariable(name) && hasVariable(names, name);
                if (!derived) {
                    unknown.look(source, name);
                }
            }
        }
        return unknown;
    }

    private static boolean hasVariable(Set<String> names, String property) {
        String variable = KnownSettings.variable(property);
        return names.stream().anyMatch(variable::equalsIgnoreCase);
    }

    private void look(ConfigSource source, String name) {
        String plain = AROUND.matcher(name).replaceAll("");
        if (KnownSettings.REMOVED.contains(plain)) {
            warnings.add(removed(name + " (" + SettingSource.place(source.getName(), name) + ")"));
        } else if (plain.startsWith(KnownSettings.PREFIX)) {
            if (!KnownSettings.ALL.containsKey(plain)) {
                Optional<String> meant = meant(
                        plain.substring(KnownSettings.PREFIX.length()),
                        tails(KnownSettings.ALL.keySet(), KnownSettings.PREFIX));
                String place = SettingSource.place(source.getName(), name);
                faults.add(sentence(name + " (" + place + ")", meant.map(tail -> KnownSettings.PREFIX + tail)));
            }
        } else if (isVariable(name)) {
            variable(source, name);
        }
    }

    private void variable(ConfigSource source, String name) {
        Set<String> known = new HashSet<>();
        KnownSettings.ALL.keySet().forEach(setting -> known.add(KnownSettings.variable(setting)));
        boolean setting =
                known.contains(name) || known.contains(ELEMENT.matcher(name).replaceAll(""));
        String value = String.valueOf(source.getValue(name));
        boolean link = SERVICE_LINK.matcher(name).matches()
                || (LINK_PORT.matcher(name).matches()
                        && LINK_ADDRESS.matcher(value).matches());
        if (setting || link || OF_A_HOST.contains(name)) {
            return;
        }
        String place = source.getName().contains("[") ? SettingSource.place(source.getName(), name) : "the environment";
        if (KnownSettings.REMOVED.stream().map(KnownSettings::variable).anyMatch(name::equals)) {
            warnings.add(removed(name + " of " + place));
            return;
        }
        Optional<String> meant = meant(name.substring(PREFIX.length()), tails(known, PREFIX));
        (meant.isPresent() ? faults : warnings).add(sentence(name + " of " + place, meant.map(tail -> PREFIX + tail)));
    }

    private static boolean isVariable(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith(PREFIX) && name.indexOf('.') < 0;
    }

    /** Without the prefix that all have, which would make short names similar. */
    private static Set<String> tails(Set<String> names, String prefix) {
        Set<String> tails = new TreeSet<>();
        names.forEach(name -> tails.add(name.substring(prefix.length())));
        return tails;
    }

    private static Optional<String> meant(String tail, Set<String> known) {
        return SpellingSuggestion.to(tail, known);
    }

    private static String removed(String found) {
        return "tried to use " + ForeignText.oneLine(found, 200)
                + ", but this setting was removed and has no effect; delete it";
    }

    private static String sentence(String found, Optional<String> meant) {
        return "tried to use " + ForeignText.oneLine(found, 200) + ", but there is no such setting; "
                + meant.map(name -> "write " + name).orElse("remove it, or see docs/configuration.md for the name");
    }
}
