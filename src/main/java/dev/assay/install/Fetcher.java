package dev.assay.install;

import dev.assay.config.PluginSpec;

/** Gets executables from locations of one scheme. Blocks; many may run at once. */
interface Fetcher {
    /** Throws {@link InstallException}. */
    Executable fetch(PluginSpec spec);
}
