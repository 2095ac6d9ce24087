package dev.assay.api.access;

import java.util.regex.Pattern;

/** The paths of the console's files, which are the same in every installation and hold nothing of this one. */
public final class ConsolePath {
    /** The paths of the console, without characters that a URL could write in two ways. */
    private static final Pattern FILES = Pattern.compile("/(index\\.html|console/[A-Za-z0-9./-]+)?");

    private ConsolePath() {}

    /** @param path normalised, so without dot segments */
    public static boolean matches(String path) {
        return FILES.matcher(path).matches();
    }
}
