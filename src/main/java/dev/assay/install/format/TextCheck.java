package dev.assay.install.format;

import dev.assay.text.Utf8;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses text, which nothing but a shell would try to start, and says what kind of text it probably is. */
final class TextCheck {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final List<String> HTML = List.of("<!doctype html", "<html", "<head", "<body", "<title", "<script");

    private static final String PAGE =
            "correct location: it probably is the address of a page about the executable (or of a login), and not that"
                    + " of the executable itself";

    private TextCheck() {}

    static Optional<Refusal> refusal(FileSample sample) {
        if (sample.has(0, "\u00ff\u00fe") || sample.has(0, "\u00fe\u00ff")) {
            return Optional.of(
                    new Refusal("it is text in UTF-16", "save it in UTF-8, with #! as its first characters"));
        }
        return decoded(sample.start()).map(TextCheck::refusal);
    }

    /** The bytes as text; empty where they are none. A character that is cut off at the end is left out. */
    private static Optional<String> decoded(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes.length - end < 3 && (bytes[end - 1] & 0xc0) == 0x80) {
            end--;
        }
        if (end > 0 && (bytes[end - 1] & 0xc0) == 0xc0) {
            end--;
        } else {
            end = bytes.length;
        }
        try {
            String text = Utf8.decode(Arrays.copyOf(bytes, end));
            return text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c) && c != '\b' && c != 0x1b)
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Refusal refusal(String all) {
        String text = all.startsWith(BYTE_ORDER_MARK) ? all.substring(1) : all;
        String begin = text.stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs.github.com/spec/")) {
            return new Refusal(
                    "it is a Git LFS pointer, which stands for the executable in a repository",
                    "fetch the executable itself (git lfs pull, or the address under which the server gives the media)");
        }
        if (Stream.concat(HTML.stream(), Stream.of("<!--")).anyMatch(begin::startsWith)
                || (begin.startsWith("<") && HTML.stream().anyMatch(begin::contains))) {
            return page("an HTML page", text);
        }
        if (begin.startsWith("<")) {
            return page("an XML document", text);
        }
        if (begin.startsWith("{") || begin.startsWith("[")) {
            return page("JSON", text);
        }
        if (text.startsWith("#!")) {
            return new Refusal("a byte order mark stands before its #!", "save the script as UTF-8 without that mark");
        }
        return new Refusal(
                "it is text that does not begin with #!",
                "begin it with #! and its interpreter where it is a script, else name an executable",
                MaskedExcerpt.of(text));
    }

    private static Refusal page(String kind, String text) {
        return new Refusal("it is " + kind + " and no executable", PAGE, MaskedExcerpt.of(text));
    }
}
