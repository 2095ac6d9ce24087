package dev.assay.soak;

/**
 * The end of one plugin process.
 *
 * @param pid the number of the process
 * @param from when it was killed, or suspended and so doomed, by {@link System#nanoTime}
 * @param at when it was seen to be gone
 */
record Death(SoakPlugin plugin, long pid, long from, long at) {}
