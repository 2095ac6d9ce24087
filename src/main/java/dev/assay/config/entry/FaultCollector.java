package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found while one configuration is read. Not safe for several threads. */
final class FaultCollector {
    /** Enough for a person to work with; a broken generator must not fill the log. */
    private static final int MOST = 100;

    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int dropped;

    void fault(ConfigFault fault) {
        if (faults.size() < MOST) {
            faults.add(fault);
        } else {
            dropped++;
        }
    }

    void warning(String warning) {
        if (warnings.size() < MOST) {
            warnings.add(warning);
        }
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** Throws {@link ConfigException} with every fault when there is one. */
    PluginList result(String source, List<PluginSpec> plugins) {
        if (!hasFaults()) {
            return new PluginList(plugins, warnings);
        }
        List<ConfigFault> all = new ArrayList<>(faults);
        if (dropped > 0) {
            all.add(new ConfigFault(source, "", dropped + " further faults were found", "mend the ones above first"));
        }
        throw new ConfigException(source, all, warnings, true);
    }
}
