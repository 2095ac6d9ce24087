package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the faults and warnings of one configuration while it is read. Not safe for several threads. */
final class FaultCollector {
    /** The limit of faults and of warnings, so that the output of a broken generator does not fill the log. */
    private static final int MOST = 100;

    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Optional<Set<String>> builtins;
    private int dropped;
    private String listText = "";

    /** A collector for the service, which refuses what cannot be read, and warns of what looks wrong. */
    FaultCollector() {
        this.builtins = Optional.empty();
    }

    /**
     * A collector for a check, for which what looks wrong is a fault too.
     *
     * @param builtins names of the plugins that come with Assay
     */
    FaultCollector(Set<String> builtins) {
        this.builtins = Optional.of(Set.copyOf(builtins));
    }

    /** Whether what looks wrong is a fault. */
    boolean isStrict() {
        return builtins.isPresent();
    }

    /** The names of the plugins that come with Assay, where they are known. */
    Optional<Set<String>> builtins() {
        return builtins;
    }

    /** Takes note of the text that the list of plugins is read from. */
    void listText(String text) {
        listText = text;
    }

    void fault(ConfigFault fault) {
        if (faults.size() < MOST) {
            faults.add(fault);
        } else {
            dropped++;
        }
    }

    void warning(String warning) {
        if (!hasEnoughWarnings()) {
            warnings.add(warning);
        }
    }

    /** Whether a further warning would be dropped. */
    boolean hasEnoughWarnings() {
        return warnings.size() >= MOST;
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** The list, where there was no fault. Else throws {@link ConfigException} with every fault. */
    PluginList result(String source, List<PluginSpec> plugins) {
        if (!hasFaults()) {
            return new PluginList(plugins, warnings, listText, Optional.empty());
        }
        List<ConfigFault> all = new ArrayList<>(faults);
        if (dropped > 0) {
            all.add(new ConfigFault(source, "", dropped + " further faults were found", "mend the ones above first"));
        }
        throw new ConfigException(source, all, warnings, true);
    }
}
