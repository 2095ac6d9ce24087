package dev.assay.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the name that somebody probably meant. */
public final class SpellingSuggestion {
    /** Names longer than this are no misspelt field names. */
    private static final int LONGEST = 64;

    /** Known names that are compared. A longer list comes from a program. */
    private static final int MOST = 300;

    private static final Pattern BEFORE_A_WORD = Pattern.compile("(?=\\p{Lu})|[-_./]");

    private SpellingSuggestion() {}

    /**
     * The known name with the fewest edits to {@code name}, if these are at most a third of its letters. Another order of
     * its words counts as one edit: {@code fastFail} for {@code failFast}.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String sorted = sortedWords(name);
        String best = "";
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known.stream().limit(MOST).toList()) {
            int edits = Math.min(
                    edits(lower, candidate.toLowerCase(Locale.ROOT)), 1 + edits(sorted, sortedWords(candidate)));
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return fewest <= Math.max(1, best.length() / 3) ? Optional.of(best) : Optional.empty();
    }

    /** The words that an upper-case letter or a sign begins, in lower case and in the order of the alphabet. */
    private static String sortedWords(String name) {
        return BEFORE_A_WORD
                .splitAsStream(name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining());
    }

    /** Levenshtein's distance, in which two neighbours that changed places are one edit. */
    private static int edits(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
