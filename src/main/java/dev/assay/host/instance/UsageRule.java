package dev.assay.host.instance;

import dev.assay.process.ProcessUsage;
import java.util.Optional;

/** A rule for what one process and its descendants may use. Confined to the plugin's serial context. */
public interface UsageRule {
    /**
     * Looks at the next sample.
     *
     * @return the breach of the rule, where this sample completes one: it completes the sentence "the process ..."
     */
    Optional<String> breach(ProcessUsage sample);
}
