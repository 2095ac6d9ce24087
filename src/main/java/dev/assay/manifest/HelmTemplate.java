package dev.assay.manifest;

import java.util.regex.Pattern;

/** The text of which Helm makes a manifest. It has commands of Helm in double braces, and is seldom YAML itself. */
public final class HelmTemplate {
    /** The remedy for a fault of such a text. */
    public static final String REMEDY = "check what helm template makes of it, this is a template of Helm";

    /** A value, a variable, a literal, a comment or a function; an argument of Argo is none of them. */
    private static final Pattern COMMAND =
            Pattern.compile("\\{\\{-?\\s*(?:\\.|\\$|\"|`|/\\*|\\(|(?:if|else|end|range|with|define|block"
                    + "|include|template|tpl|toYaml|default|printf|quote|required|lookup)\\b(?!\\.))");

    private HelmTemplate() {}

    /** Whether a command of Helm is in the text. */
    public static boolean is(String text) {
        return COMMAND.matcher(text).find();
    }
}
