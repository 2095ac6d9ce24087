package dev.assay.install;

import dev.assay.config.PluginSpec;

/**
 * Why a file cannot be started, for certain, as the two ends of "tried X, but PROBLEM; REMEDY".
 */
record Refusal(String problem, String remedy) {
    /** A permanent one. */
    InstallException exception(PluginSpec spec) {
        return new InstallException(
                true,
                "tried to install plugin " + spec.name() + " from " + spec.shownLocation() + ", but " + problem + "; "
                        + remedy,
                null);
    }
}
