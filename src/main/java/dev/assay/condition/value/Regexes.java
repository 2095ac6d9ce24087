package dev.assay.condition.value;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.text.GoRegex;

/** Regular expressions of Go. They are matched in time that is linear in the text. */
public final class Regexes {
    private Regexes() {}

    /** The program of a pattern. Throws with Go's message where it is none. */
    public static Pattern compile(String pattern, Budget budget) {
        budget.steps(pattern.length() * 64L);
        budget.steps(Math.min(GoRegex.size(pattern), GoRegex.MAX_PROGRAM) * 64L);
        return compile(pattern);
    }

    /** A pattern that is a part of the condition, in Go's syntax. */
    public static Pattern compile(String pattern) {
        if (!ByteText.valid(pattern).equals(pattern)) {
            throw new ExpressionException("error parsing regexp: invalid UTF-8: `" + ByteText.valid(pattern) + "`");
        }
        try {
            return GoRegex.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ExpressionException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a part of the text matches. The work is about the length of the text times that of the pattern. */
    public static boolean find(Pattern pattern, String text, Budget budget) {
        budget.steps((text.length() + 16L) * (8 + GoRegex.size(pattern.pattern())) / 16);
        return pattern.matcher(text).find();
    }
}
