package dev.assay.secret;

import dev.assay.text.LineSplitter;

/** The places at which a text was cut: before each {@code ...} and each {@code [cut after}, and its end. */
final class CutMarks {
    private final String text;
    private final Mark dots = new Mark("...");
    private final Mark cut = new Mark(LineSplitter.CUT_MARK);

    CutMarks(String text) {
        this.text = text;
    }

    /** The first such place after the index, which must not be smaller than that of the call before. */
    int next(int index) {
        int mark = Math.min(dots.next(index), cut.next(index));
        boolean blankBefore = mark < text.length() && mark - 1 > index && text.charAt(mark - 1) == ' ';
        return blankBefore ? mark - 1 : mark;
    }

    /** One kind of mark, which is searched for once per place. */
    private final class Mark {
        private final String mark;
        private int next = -1;

        Mark(String mark) {
            this.mark = mark;
        }

        int next(int index) {
            if (next <= index) {
                int found = text.indexOf(mark, index + 1);
                next = found < 0 ? text.length() : found;
            }
            return next;
        }
    }
}
