package dev.assay.host.status;

import java.util.Optional;

/**
 * A process of a plugin, among all that the plugin has had.
 *
 * @param pid empty before it is launched
 * @param generation the number of its processes that have been Ready up to this one; before it is Ready, the number that it
 *     would get
 */
public record ProcessTag(Optional<Long> pid, int generation) {
    /** The process in words, for instance {@code process 12}. */
    public String text() {
        return pid.map(known -> "process " + known).orElse("its process");
    }
}
