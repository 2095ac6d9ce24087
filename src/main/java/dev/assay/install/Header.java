package dev.assay.install;

/** A header of a request, whose value is secret. */
record Header(String name, String value) {
    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
