package dev.assay.config;

import java.io.IOException;
import java.util.Optional;

/** A private place for small texts that outlive this process. Blocks; safe for many threads. */
public interface KeptTexts {
    /** A place that keeps nothing. */
    KeptTexts NONE = new KeptTexts() {
        @Override
        public Optional<byte[]> read(String name, int most) {
            return Optional.empty();
        }

        @Override
        public void write(String name, byte[] content) {}

        @Override
        public String place(String name) {
            return name;
        }
    };

    /**
     * The content under a name; empty where there is none.
     *
     * @param name letters, digits and {@code -}
     * @param most bytes; a longer content is a fault
     */
    Optional<byte[]> read(String name, int most) throws IOException;

    /** Replaces the content under a name in one step. */
    void write(String name, byte[] content) throws IOException;

    /** The path of the content under a name, for a message; it may be missing. */
    String place(String name);
}
