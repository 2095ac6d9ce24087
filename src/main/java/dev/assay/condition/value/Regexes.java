package dev.assay.condition.value;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/** Regular expressions of Go. They are matched in time that is linear in the text. */
public final class Regexes {
    /** RE2/J copies what is repeated, so that a short pattern can become a large program. */
    private static final long MAX_PROGRAM = 20_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

    private Regexes() {}

    /** The program of a pattern. Throws with Go's message where it is none. */
    public static Pattern compile(String pattern) {
        if (!ByteText.valid(pattern).equals(pattern)) {
            throw new ExpressionException("error parsing regexp: invalid UTF-8: `" + ByteText.valid(pattern) + "`");
        }
        if (size(pattern) > MAX_PROGRAM) {
            throw new ExpressionException("error parsing regexp: expression too large");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ExpressionException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a part of the text matches. The work is about the length of the text times that of the pattern. */
    public static boolean find(Pattern pattern, String text, Budget budget) {
        budget.steps((long) text.length() * (8 + pattern.pattern().length()) / 16);
        return pattern.matcher(text).find();
    }

    private static long size(String pattern) {
        long size = Math.max(1, pattern.length());
        Matcher repetition = REPETITION.matcher(pattern);
        while (repetition.find() && size <= MAX_PROGRAM) {
            String most = (repetition.group(2) == null || repetition.group(2).isEmpty())
                    ? repetition.group(1)
                    : repetition.group(2);
            size *= Math.max(1, Integer.parseInt(most));
        }
        return size;
    }
}
