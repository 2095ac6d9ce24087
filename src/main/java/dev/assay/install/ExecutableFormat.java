package dev.assay.install;

import dev.assay.config.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Looks into a file and tells what is certain: that it cannot be started, and why. Blocks. */
final class ExecutableFormat {
    private static final int START = 4096;

    private ExecutableFormat() {}

    /** Nothing where the file can be started, or where that cannot be told. */
    static Optional<Refusal> refusal(Path file, Platform platform) throws IOException {
        if (Files.isDirectory(file)) {
            return Optional.of(new Refusal("that is a folder", "name the executable in it"));
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        }
        if (start.length == 0) {
            return Optional.of(new Refusal("the file is empty", "build or copy the executable again"));
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html")) {
            return Optional.of(new Refusal(
                    "it is a page (HTML) and no executable",
                    "correct location, which probably is the address of a page about the executable and not its own"));
        }
        return Optional.empty();
    }
}
