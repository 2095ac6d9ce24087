package dev.assay.analysis;

import dev.assay.text.GoQuote;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text with {@code {{args.x}}} in it, as {@code valyala/fasttemplate} and {@code utils/template/template.go} fill it in. */
final class ArgumentTemplate {
    static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String text;

    /** @throws AnalysisException when a tag has no end */
    ArgumentTemplate(String text) {
        this.text = text;
        int at = text.indexOf(OPEN);
        while (at >= 0) {
            int end = text.indexOf(CLOSE, at + 2);
            if (end < 0) {
                throw new AnalysisException("Cannot find end tag=\"}}\" in the template=" + GoQuote.quote(text)
                        + " starting from " + GoQuote.quote(text.substring(at + 2)));
            }
            at = text.indexOf(OPEN, end + 2);
        }
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
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
            int end = text.indexOf(CLOSE, at + 2);
            String tag = text.substring(at + 2, end);
            @Nullable String value = values.get(tag.strip());
            if (value == null) {
                unresolved = tag;
                value = "";
            }
            limit.spend(at - from + value.length());
            out.append(text, from, at).append(value);
            from = end + 2;
        }
        if (unresolved != null) {
            throw new AnalysisException("failed to resolve {{" + unresolved + "}}");
        }
        limit.spend(text.length() - from);
        return out.append(text, from, text.length()).toString();
    }
}
