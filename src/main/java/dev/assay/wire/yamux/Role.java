package dev.assay.wire.yamux;

/** Which end of the connection a session is: that decides the ids of the streams that it opens. */
public enum Role {
    /** The end that connected; opens odd ids. go-plugin's host. */
    CLIENT(1),
    /** The end that was connected to; opens even ids. go-plugin's plugin. */
    SERVER(2);

    private final int firstId;

    Role(int firstId) {
        this.firstId = firstId;
    }

    int firstId() {
        return firstId;
    }

    boolean opens(int id) {
        return ((id ^ firstId) & 1) == 0;
    }
}
