package dev.assay.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; holds every fault that was found. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;

    public ConfigException(String source, List<ConfigFault> faults) {
        super("tried to read the plugins from " + source + ", but"
                + faults.stream().map(ConfigFault::toString).collect(Collectors.joining("\n  ", "\n  ", "")));
        this.faults = List.copyOf(faults);
    }

    public List<ConfigFault> faults() {
        return faults;
    }
}
