package dev.assay.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the program that RE2/J makes of a regular expression: what is repeated counts as often as it is repeated.
 * It is an upper bound, also for a text that is no regular expression. For one use.
 */
final class RegexSize {
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

    /** Larger than every bound; sizes do not grow beyond it. */
    private static final long MOST = 1L << 30;

    /** Go's own bound of groups within groups ({@code regexp/syntax.maxHeight}). */
    private static final int DEEPEST = 1_000;

    private final String pattern;

    /** Whether a class was found to have no end. Then no later one has an end, so that none is looked for. */
    private boolean unclosed;

    /** One for each group that is open, the innermost first. */
    private final Deque<Group> groups = new ArrayDeque<>();

    /** The steps of a group so far, and of its last part, which a repetition repeats. */
    private static final class Group {
        private long all;
        private long last;

        void add(long steps) {
            last = Math.min(steps, MOST);
            all = Math.min(all + last, MOST);
        }

        /** Adds steps to the last part. */
        void extend(long steps) {
            all = Math.min(all + steps, MOST);
            last = Math.min(last + steps, MOST);
        }
    }

    RegexSize(String pattern) {
        this.pattern = pattern;
        groups.push(new Group());
    }

    long steps() {
        Matcher repetition = REPETITION.matcher(pattern);
        for (int at = 0; at < pattern.length(); at++) {
            Group group = groups.element();
            switch (pattern.charAt(at)) {
                case '(' -> groups.push(new Group());
                case ')' -> close();
                case '*', '+', '?' -> group.extend(1);
                case '{' -> {
                    if (repetition.region(at, pattern.length()).lookingAt()) {
                        repeat(group, repetition);
                        at = repetition.end() - 1;
                    } else {
                        group.add(1);
                    }
                }
                case '[' -> {
                    group.add(1);
                    at = unclosed ? at : endOfClass(at);
                }
                case '\\' -> {
                    at = endOfEscape(at);
                    group.add(1);
                }
                default -> group.add(1);
            }
            if (groups.size() > DEEPEST) {
                return MOST;
            }
        }
        return Math.max(1, groups.stream().mapToLong(group -> group.all).sum());
    }

    private void close() {
        Group closed = groups.pop();
        if (groups.isEmpty()) {
            groups.push(closed);
            return;
        }
        groups.element().add(closed.all + 2);
    }

    /** Copies the last part; each copy that may be absent has a step for that. */
    private static void repeat(Group group, Matcher repetition) {
        int least = Integer.parseInt(repetition.group(1));
        String most = repetition.group(2);
        int times = most == null || most.isEmpty() ? least : Integer.parseInt(most);
        group.extend(group.last * Math.max(0, times - 1) + Math.max(0, times - least));
    }

    /** The place of the last letter of an escape; all between {@code \Q} and {@code \E} is one, of a step for each letter. */
    private int endOfEscape(int begin) {
        if (!pattern.startsWith("\\Q", begin)) {
            return begin + 1;
        }
        int end = pattern.indexOf("\\E", begin);
        int letters = (end < 0 ? pattern.length() : end) - begin - 2;
        groups.element().add(letters);
        return begin + 2 + letters + (end < 0 ? 0 : 1);
    }

    /** The place of the first bracket that may end the class which begins here; the begin where there is none. */
    private int endOfClass(int begin) {
        int at = begin + 1;
        at += pattern.startsWith("^", at) ? 1 : 0;
        at += pattern.startsWith("]", at) ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        unclosed = at >= pattern.length();
        return unclosed ? begin : at;
    }
}
