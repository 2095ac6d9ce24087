package dev.assay.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in Go's syntax, which are matched in time that is linear in the text. */
public final class GoRegex {
    /**
     * The most steps of a program. RE2/J copies what is repeated, so {@code ((a{1000}){1000}){1000}} would fill the memory.
     * Go refuses more than 1,000 repetitions within each other.
     */
    public static final long MAX_PROGRAM = 20_000;

    private GoRegex() {}

    /** The program of a pattern. Throws {@link PatternSyntaxException} where it is none, or one that is too large. */
    public static Pattern compile(String pattern) {
        if (size(pattern) > MAX_PROGRAM) {
            throw new PatternSyntaxException("expression too large");
        }
        return Pattern.compile(pattern);
    }

    /** An upper bound of the steps of its program, whatever the text is. */
    public static long size(String pattern) {
        return new RegexSize(pattern).steps();
    }
}
