package dev.assay.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The form of the report, by the word that a user writes. */
enum OutputForm {
    /** For a person. */
    TEXT,
    /** For a program. */
    JSON,
    /** Commands of GitHub's and Gitea's workflows, which show each fault at its line. */
    GITHUB,
    /** A report of GitLab's Code Quality. */
    GITLAB;

    static final String ALL = Arrays.stream(values()).map(OutputForm::word).collect(Collectors.joining(", "));

    static Optional<OutputForm> of(String text) {
        return List.of(values()).stream()
                .filter(form -> form.word().equals(text))
                .findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
