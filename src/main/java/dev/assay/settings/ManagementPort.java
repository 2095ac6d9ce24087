package dev.assay.settings;

import org.eclipse.microprofile.config.Config;

/** The port of health and metrics, which Quarkus has a setting for. */
public final class ManagementPort {
    public static final String SETTING = "quarkus.management.port";

    /** Quarkus' own, which its configuration does not show. */
    private static final int DEFAULT = 9000;

    private ManagementPort() {}

    public static int of(Config config) {
        return config.getOptionalValue(SETTING, Integer.class).orElse(DEFAULT);
    }
}
