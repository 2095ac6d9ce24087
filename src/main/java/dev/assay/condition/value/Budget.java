package dev.assay.condition.value;

import org.jspecify.annotations.Nullable;

/**
 * The bounds of one evaluation: expr-lang's own budget of memory, and ours of steps, of text and of depth. Each breach is
 * an {@link ExpressionException}. For one thread.
 */
public final class Budget {
    /** Elements that lists may have in all; the number and its message are expr-lang's ({@code conf.DefaultMemoryBudget}). */
    private static final long ELEMENTS = 1_000_000;

    /** About a second of work. A condition over a thousand samples takes some thousands. */
    private static final long STEPS = 20_000_000;

    /** In characters, for all texts that an evaluation makes. */
    private static final long TEXT = 16 << 20;

    /** Deeper values can be made by {@code reduce} only; a thread's stack is not endless. */
    private static final int DEPTH = 500;

    private long elements;
    private long steps;
    private long text;
    private int depth;

    /** Takes room for the elements of a list. */
    public void elements(long count) {
        if (count >= ELEMENTS - elements) {
            throw memoryExceeded();
        }
        elements += count;
    }

    public void step() {
        steps(1);
    }

    public void steps(long count) {
        steps += count;
        if (steps > STEPS) {
            throw new ExpressionException("the condition takes more than " + STEPS + " steps; make its lists shorter");
        }
    }

    /** Takes room for a text that is about to be made. */
    public void text(long length) {
        text += length;
        steps(length >> 4);
        if (text > TEXT) {
            throw new ExpressionException(
                    "the condition makes more than " + TEXT + " characters of text; make its texts shorter");
        }
    }

    /** Takes the time to read a value from end to end, which is long for a text alone. */
    public void read(@Nullable Object value) {
        if (value instanceof String text) {
            steps(text.length() >> 4);
        }
    }

    /** Takes the time to write a number, which is long for one that is very large or very small. */
    public void number(@Nullable Object value) {
        if (value instanceof Double number) {
            long digits = Math.abs(Math.getExponent(number));
            steps(16 + digits * digits / 64);
        }
    }

    /** Takes the time to look for a part of a text, where all but the end of the part stands at each place. */
    public void search(String text, String part) {
        steps(((long) text.length() * part.length()) >> 6);
    }

    /** Enters a value within a value; {@link #leave} ends it. */
    public void enter() {
        step();
        if (++depth > DEPTH) {
            throw new ExpressionException("recursion depth exceeded");
        }
    }

    public void leave() {
        depth--;
    }

    public static ExpressionException memoryExceeded() {
        return new ExpressionException("memory budget exceeded");
    }
}
