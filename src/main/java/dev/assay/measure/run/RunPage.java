package dev.assay.measure.run;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of the list of all runs, as brief views in the order of creation.
 *
 * @param next where the next part begins ({@link RunQuery#after}); empty at the end
 */
public record RunPage(List<RunView> runs, OptionalLong next) {
    public RunPage {
        runs = List.copyOf(runs);
    }
}
