package dev.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shell scripts, to be run as plugins. */
final class Scripts {
    private Scripts() {}

    static Path write(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    }

    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
