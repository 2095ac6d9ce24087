package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the faults and warnings of one configuration while it is read. Not safe for several threads. */
final class FaultCollector {
    /** The limit of faults and of warnings, so that the output of a broken generator does not fill the log. */
    private static final int MOST = 100;

    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int dropped;
    private String listText = "";

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
        if (warnings.size() < MOST) {
            warnings.add(warning);
        }
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
