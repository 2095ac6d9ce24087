package dev.assay.settings;

/**
 * A setting whose value makes no sense.
 *
 * @param name without {@code assay.}
 * @param rule for instance {@code must be longer than zero}
 */
record SettingFault(String name, String rule) {}
