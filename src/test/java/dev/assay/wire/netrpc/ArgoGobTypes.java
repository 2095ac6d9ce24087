package dev.assay.wire.netrpc;

import dev.assay.metric.ArgoTypesFile;
import dev.assay.wire.gob.GobTypes;

/** The Go types of Argo's plugins, as {@link ArgoTypes} has them. */
public final class ArgoGobTypes {
    private ArgoGobTypes() {}

    public static GobTypes load() {
        return GobTypes.read(ArgoTypesFile.read());
    }
}
