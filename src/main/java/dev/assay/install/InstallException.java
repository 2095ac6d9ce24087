package dev.assay.install;

import org.jspecify.annotations.Nullable;

/** The executable of a plugin cannot be got. The message says what was tried, what happened and what to do. */
public final class InstallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    /**
     * @param permanent whether trying again is useless until the list of plugins changes. A fault that somebody can mend
     *     elsewhere is not: in the file, at the server, in a Secret, in the store
     */
    public InstallException(boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    public boolean permanent() {
        return permanent;
    }
}
