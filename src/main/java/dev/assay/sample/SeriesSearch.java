package dev.assay.sample;

import dev.assay.metric.ProviderException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A search for one series among many. For its message it remembers some of the others. */
final class SeriesSearch implements Consumer<Series> {
    /** The most names that a message shows. */
    private static final int MAX_SHOWN = 10;

    private final String name;
    private final Map<String, String> labels;
    private final Seen matching = new Seen();
    private final Seen sameName = new Seen();
    private final Seen names = new Seen();
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

    /** @throws ProviderException when there was none, or more than one */
    Series only(String url) {
        if (first != null && matching.count == 1) {
            return first;
        }
        String wanted = "tried to read the one series " + Series.show(name, labels) + " of " + url + ", but there ";
        if (first != null) {
            throw new ProviderException(
                    wanted + "are " + matching.count + ": " + matching + "; add labels that only one of them has");
        }
        Seen there = sameName.count > 0 ? sameName : names;
        throw new ProviderException(wanted + "is none among " + there + "; correct metric or labels");
    }

    /** The first different texts of many, and the count of all. */
    private static final class Seen {
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
