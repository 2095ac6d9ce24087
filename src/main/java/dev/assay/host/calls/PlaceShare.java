package dev.assay.host.calls;

/** The part of a plugin's places that one caller may hold. */
final class PlaceShare {
    private PlaceShare() {}

    /** Three quarters, so that a caller whose calls all hang leaves places to the others; at least one. */
    static int of(int places) {
        return places == 0 ? 0 : Math.max(1, (int) (places * 3L / 4));
    }
}
