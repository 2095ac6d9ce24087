package dev.assay.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; holds every fault that was found. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;
    private final boolean permanent;

    /** Faults that the user must mend. */
    public ConfigException(String source, List<ConfigFault> faults) {
        this(source, faults, true);
    }

    /** @param permanent whether reading again is useless until the user changes something */
    public ConfigException(String source, List<ConfigFault> faults, boolean permanent) {
        super("tried to read the plugins from " + source + ", but"
                + faults.stream().map(ConfigFault::toString).collect(Collectors.joining("\n  ", "\n  ", "")));
        this.faults = List.copyOf(faults);
        this.permanent = permanent;
    }

    public List<ConfigFault> faults() {
        return faults;
    }

    public boolean permanent() {
        return permanent;
    }
}
