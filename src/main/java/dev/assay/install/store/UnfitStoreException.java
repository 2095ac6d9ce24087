package dev.assay.install.store;

import java.io.IOException;

/** The folder of the store must not be used as it is. */
final class UnfitStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnfitStoreException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
