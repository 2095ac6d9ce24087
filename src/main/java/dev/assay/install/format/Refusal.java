package dev.assay.install.format;

import java.util.Optional;

/**
 * The reason why a file is refused, as the two ends of "tried X, but PROBLEM; REMEDY".
 *
 * @param excerpt of a text, with what may be secret masked; for the log alone, since not everybody who sees the problem
 *     may read the file
 */
public record Refusal(String problem, String remedy, Optional<String> excerpt) {
    Refusal(String problem, String remedy) {
        this(problem, remedy, Optional.empty());
    }

    /**
     * The refusal of a file whose digest is not the configured one; empty where it is, or where none is configured.
     *
     * @param unfit why the file cannot be started, which explains its digest best
     */
    public static Optional<Refusal> ofDigest(Optional<String> configured, String digest, Optional<Refusal> unfit) {
        return configured
                .filter(expected -> !expected.equals(digest))
                .map(expected -> new Refusal(
                        "its sha256 is " + digest + " and not " + expected + " as configured"
                                + unfit.map(refusal -> ", and " + refusal.problem())
                                        .orElse(""),
                        unfit.map(Refusal::remedy)
                                .orElse("nothing of it was kept in the store; correct sha256 in the configuration, or"
                                        + " the file"),
                        unfit.flatMap(Refusal::excerpt)));
    }
}
