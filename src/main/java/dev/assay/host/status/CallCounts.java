package dev.assay.host.status;

/**
 * The numbers of a plugin's calls at one moment.
 *
 * @param inFlight sent to a process, and not answered yet
 * @param waiting for a process, or for a free place there
 */
public record CallCounts(int inFlight, int waiting) {
    /** No calls. */
    public static final CallCounts NONE = new CallCounts(0, 0);
}
