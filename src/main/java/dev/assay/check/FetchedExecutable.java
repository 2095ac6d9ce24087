package dev.assay.check;

import java.util.Optional;

/**
 * The outcome of {@code --fetch} for one plugin.
 *
 * @param sentence what was found, with its remedy where it is a fault
 * @param sha256 of the file that was fetched
 */
record FetchedExecutable(String plugin, boolean faulty, String sentence, Optional<String> sha256) {
    /** One line for a person. */
    String line() {
        return (faulty ? "fault: " : "") + sentence;
    }
}
