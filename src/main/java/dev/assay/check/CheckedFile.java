package dev.assay.check;

import dev.assay.config.entry.ManifestFile;
import java.util.Optional;

/**
 * The result for one file.
 *
 * @param manifest the plugins of the file; empty where it lists none, or its list has a fault
 */
record CheckedFile(CheckResult result, Optional<ManifestFile> manifest) {}
