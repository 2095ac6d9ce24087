package dev.assay.install.format;

import dev.assay.text.ForeignText;
import dev.assay.text.Redacted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first words of a text that came in place of an executable, for the log alone. They tell a login page from an error
 * message. Whoever wrote the location may not be allowed to read the text, so what may be a secret is masked: words with
 * digits, long words, and what follows a name such as {@code password}.
 */
final class MaskedExcerpt {
    private static final List<String> SECRET_WORDS =
            List.of("token", "secret", "password", "passwd", "pwd", "key", "auth", "credential", "bearer");

    /** Words of pages and messages are shorter. */
    private static final int LONGEST = 24;

    /** Characters that are looked at: several times those that are shown. */
    private static final int MOST = 400;

    private MaskedExcerpt() {}

    static Optional<String> of(String text) {
        String line = Redacted.url(ForeignText.oneLine(text, MOST));
        StringBuilder words = new StringBuilder();
        boolean afterName = false;
        for (String word : line.split(" ", -1)) {
            String masked = Stream.of(word.split("(?<=[<>])|(?=[<>])", -1))
                    .map(part -> isSecret(part) ? Redacted.MASK : part)
                    .collect(Collectors.joining());
            words.append(words.length() == 0 ? "" : " ").append(afterName ? Redacted.MASK : masked);
            afterName = namesSecret(word);
        }
        return Optional.of(ForeignText.excerpt(words.toString())).filter(shown -> !shown.isEmpty());
    }

    private static boolean isSecret(String word) {
        boolean value = namesSecret(word) && word.matches(".*[:=].+");
        return value
                || word.length() > LONGEST
                || (word.length() > 4 && word.chars().anyMatch(Character::isDigit));
    }

    private static boolean namesSecret(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(lower::contains);
    }
}
