package dev.assay.run.place;

import dev.assay.run.report.RunSnapshot;
import java.util.List;

/** Who is told how a run goes on. No method may block. */
public interface RunListener {
    /** The run has changed. After a state that is over nothing more is told. */
    void state(RunSnapshot run);

    /** Something happened that a person should know, as a sentence. */
    void note(String sentence);

    /** The run was refused before it began. Nothing more is told. */
    void refused(List<String> faults);

    /** Nobody will tell how the run ends, or it never began. Nothing more is told. */
    void failed(List<String> reasons);
}
