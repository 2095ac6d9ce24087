package dev.assay.check.analysis;

/**
 * A file of manifests.
 *
 * @param name the words of a person for the file
 * @param text the whole file
 */
public record ManifestSource(String name, String text) {}
