package dev.assay.install;

import java.util.OptionalLong;

/**
 * The progress of the download of an executable.
 *
 * @param received bytes that are in the store, those of earlier attempts included
 * @param total bytes of the whole file, where the server told
 * @param bytesPerSecond since the download began
 */
public record InstallProgress(long received, OptionalLong total, long bytesPerSecond) {}
