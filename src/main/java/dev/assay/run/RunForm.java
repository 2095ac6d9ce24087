package dev.assay.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The form of the report at the end, by the word that a user writes. */
enum RunForm {
    /** A table for a person. */
    TEXT,
    /** The whole AnalysisRun. */
    JSON,
    /** JUnit's XML. */
    JUNIT;

    static final String ALL = Arrays.stream(values()).map(RunForm::word).collect(Collectors.joining(", "));

    static Optional<RunForm> of(String text) {
        return Arrays.stream(values()).filter(form -> form.word().equals(text)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
