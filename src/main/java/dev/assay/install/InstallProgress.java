package dev.assay.install;

import java.util.OptionalLong;

/**
 * How far the download of an executable is.
 *
 * @param received bytes that are in the store, those of earlier attempts included
 * @param total bytes of the whole file, where the server told
 * @param bytesPerSecond since the download began
 */
public record InstallProgress(long received, OptionalLong total, long bytesPerSecond) {}
