package dev.assay.host.status;

/**
 * The numbers of a plugin's calls at one moment.
 *
 * @param inFlight sent to a process, and not answered yet
 * @param waiting for a process, or for a free place there
 * @param givenUp sent to the present process, given up by their callers, and perhaps still worked at
 */
public record CallCounts(int inFlight, int waiting, int givenUp) {}
