package dev.assay.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A configuration that cannot be used; holds every fault that was found. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;
    private final transient List<String> warnings;
    private final boolean permanent;

    /** For faults that the user must mend. */
    public ConfigException(String source, List<ConfigFault> faults) {
        this(source, faults, List.of(), true);
    }

    /** @param permanent whether reading again is useless until the user changes something */
    public ConfigException(String source, List<ConfigFault> faults, boolean permanent) {
        this(source, faults, List.of(), permanent);
    }

    /** @param warnings as in {@link PluginList} */
    public ConfigException(String source, List<ConfigFault> faults, List<String> warnings, boolean permanent) {
        super("tried to read the plugins from " + source + ", but"
                + Stream.concat(
                                faults.stream().map(ConfigFault::toString),
                                warnings.stream().map(warning -> "warning: " + warning))
                        .collect(Collectors.joining("\n  ", "\n  ", "")));
        this.faults = List.copyOf(faults);
        this.warnings = List.copyOf(warnings);
        this.permanent = permanent;
    }

    public List<ConfigFault> faults() {
        return faults;
    }

    /** The warnings that were found beside the faults, see {@link PluginList}. */
    public List<String> warnings() {
        return warnings;
    }

    /** Whether reading again is useless until the user changes something. */
    public boolean permanent() {
        return permanent;
    }
}
