package dev.assay.log;

/**
 * The most lines that one plugin may log. Warnings and errors have a budget of their own, so that a flood of other lines
 * does not hide them.
 *
 * @param perSecond lines that are logged each second, of each of the two kinds
 * @param burst lines beyond that at once
 */
public record LogLimit(int perSecond, int burst) {}
