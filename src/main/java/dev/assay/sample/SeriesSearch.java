package dev.assay.sample;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for one series among many, and remembers enough of the others to say what was there. */
final class SeriesSearch implements Consumer<Series> {
    /** What a message shows of what was there. */
    private static final int MAX_SHOWN = 10;

    private final String name;
    private final Map<String, String> labels;
    private final Shown matching = new Shown();
    private final Shown sameName = new Shown();
    private final Shown names = new Shown();
    private @Nullable Series first;

    SeriesSearch(String name, Map<String, String> labels) {
        this.name = name;
        this.labels = labels;
    }

    @Override
    public void accept(Series series) {
        names.add(series.name());
        if (series.name().equals(name)) {
            sameName.add(series.shown());
        }
        if (series.matches(name, labels)) {
            matching.add(series.shown());
            first = first == null ? series : first;
        }
    }

    /** @throws SampleException when there was none, or more than one */
    Series only(String url) throws SampleException {
        if (first != null && matching.count == 1) {
            return first;
        }
        String wanted = "tried to read the one series " + Series.show(name, labels) + " of " + url + ", but there ";
        if (first != null) {
            throw new SampleException(
                    wanted + "are " + matching.count + ": " + matching + "; add labels that only one of them has");
        }
        Shown there = sameName.count > 0 ? sameName : names;
        throw new SampleException(wanted + "is none among " + there + "; correct metric or labels");
    }

    /** The first few different texts of many, and how many there were in all. */
    private static final class Shown {
        private final Set<String> texts = new LinkedHashSet<>();
        private int count;

        void add(String text) {
            count++;
            if (texts.size() < MAX_SHOWN) {
                texts.add(text);
            }
        }

        @Override
        public String toString() {
            if (count == 0) {
                return "no series at all";
            }
            String list = String.join(", ", texts);
            return texts.size() < MAX_SHOWN || count == MAX_SHOWN
                    ? list
                    : list + " and more (" + count + " series in all)";
        }
    }
}
