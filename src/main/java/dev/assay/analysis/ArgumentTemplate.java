package dev.assay.analysis;

import dev.assay.text.GoQuote;
import dev.assay.text.GoSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text with {@code {{args.x}}} in it, as {@code valyala/fasttemplate} and {@code utils/template/template.go} fill it in. */
final class ArgumentTemplate {
    static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String text;
    private final List<Tag> tags;

    /**
     * A tag of a text.
     *
     * @param text within its braces, with the blanks that it has there
     * @param from where its braces begin
     * @param to behind its braces
     */
    private record Tag(String text, int from, int to) {
        String name() {
            return GoSpace.trim(text);
        }
    }

    /** @throws AnalysisException when a tag has no end */
    ArgumentTemplate(String text) {
        this.text = text;
        this.tags = find(text);
        int rest = text.indexOf(
                OPEN, tags.isEmpty() ? 0 : tags.get(tags.size() - 1).to());
        if (rest >= 0) {
            throw new AnalysisException("Cannot find end tag=\"}}\" in the template=" + GoQuote.quote(text)
                    + " starting from " + GoQuote.quote(text.substring(rest + OPEN.length())));
        }
    }

    /** The tags of a text in their order, without braces and blanks. One without an end is left out. */
    static List<String> tags(String text) {
        return find(text).stream().map(Tag::name).toList();
    }

    private static List<Tag> find(String text) {
        List<Tag> tags = new ArrayList<>();
        int from = text.indexOf(OPEN);
        while (from >= 0) {
            int end = text.indexOf(CLOSE, from + OPEN.length());
            if (end < 0) {
                break;
            }
            tags.add(new Tag(text.substring(from + OPEN.length(), end), from, end + CLOSE.length()));
            from = text.indexOf(OPEN, end + CLOSE.length());
        }
        return tags;
    }

    /**
     * @param values by the tag without its blanks, for instance {@code args.x}
     * @param limit counts every character of the result before it is written
     * @throws AnalysisException for the last tag that has no value, as in Argo
     * @throws TooMuchTextException when the result would be longer
     */
    String fill(Map<String, String> values, SizeLimit limit) {
        StringBuilder out = new StringBuilder(text.length());
        @Nullable String unresolved = null;
        int from = 0;
        for (Tag tag : tags) {
            @Nullable String value = values.get(tag.name());
            if (value == null) {
                unresolved = tag.text();
                value = "";
            }
            limit.spend(tag.from() - from + value.length());
            out.append(text, from, tag.from()).append(value);
            from = tag.to();
        }
        if (unresolved != null) {
            throw new AnalysisException("failed to resolve {{" + unresolved + "}}");
        }
        limit.spend(text.length() - from);
        return out.append(text, from, text.length()).toString();
    }
}
