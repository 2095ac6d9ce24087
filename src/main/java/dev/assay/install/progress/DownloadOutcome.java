package dev.assay.install.progress;

/** The outcomes of a download with all its attempts. */
public enum DownloadOutcome {
    /** The file is in the store. */
    DOWNLOADED("downloaded"),
    /** The server says that the file in the store is the present one. */
    UNCHANGED("unchanged"),
    /** The server or the way to it is out of order, and a later download may succeed. */
    FAILED("failed"),
    /** The server, or a proxy, refuses the file. */
    REFUSED("refused"),
    /** The file that came is not the one that is wanted. */
    UNFIT("unfit"),
    /** A setting of the user is wrong. */
    MISCONFIGURED("misconfigured"),
    /** The store cannot be written. */
    STORE("store");

    private final String text;

    DownloadOutcome(String text) {
        this.text = text;
    }

    /** The outcome as a metric has it. */
    public String text() {
        return text;
    }
}
