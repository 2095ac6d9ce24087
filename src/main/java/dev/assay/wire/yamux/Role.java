package dev.assay.wire.yamux;

/** Which end of the connection this is. It decides nothing but the ids of the streams that this end opens. */
public enum Role {
    /** Opens odd stream ids: a go-plugin host. */
    CLIENT(1),
    /** Opens even stream ids: a go-plugin plugin. */
    SERVER(2);

    private final int firstId;

    Role(int firstId) {
        this.firstId = firstId;
    }

    int firstId() {
        return firstId;
    }
}
