package dev.assay.measure.run;

import java.util.List;

/** Something that those who watch all runs are told. The views are brief. */
public sealed interface RunsEvent {
    /** All runs, in the order of their creation. The first event; comes again where a reader was too slow. */
    record Listed(List<RunView> runs) implements RunsEvent {
        public Listed {
            runs = List.copyOf(runs);
        }
    }

    /** A run that is new, or shows something else than before. */
    record Changed(RunView run) implements RunsEvent {}

    /** A run that is not kept any more. The reader may never have heard of it. */
    record Removed(String name) implements RunsEvent {}
}
