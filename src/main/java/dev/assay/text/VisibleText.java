package dev.assay.text;

/** Makes control characters visible, so that foreign text can neither forge a log line nor steer a terminal. */
public final class VisibleText {
    private VisibleText() {}

    /** The text with its control characters as {@code \n}, {@code \r} or {@code \}{@code u001b}; a tab stays. */
    public static String of(String text) {
        if (text.chars().noneMatch(VisibleText::isHidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            if (!isHidden(c)) {
                visible.append((char) c);
            } else if (c == '\n') {
                visible.append("\\n");
            } else if (c == '\r') {
                visible.append("\\r");
            } else {
                visible.append(String.format("\\u%04x", c));
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int c) {
        boolean separatesLines = c == 0x2028 || c == 0x2029;
        boolean turnsDirection = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return (Character.isISOControl(c) && c != '\t') || separatesLines || turnsDirection;
    }
}
