package dev.assay.check.analysis;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Looks whether a comment follows a text without quotes, which its author may have meant as a part of it. */
final class CommentTrap {
    private static final Pattern COMMENT = Pattern.compile("[ \\t]+#.*");

    private CommentTrap() {}

    /** @param source the file that the node is from */
    static boolean cuts(Node node, ManifestSource source) {
        if (!(node instanceof ScalarNode scalar) || scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return false;
        }
        String line = source.line(node.getEndMark().getLine());
        int column = Math.min(node.getEndMark().getColumn(), line.length());
        return COMMENT.matcher(line.substring(column)).matches();
    }
}
