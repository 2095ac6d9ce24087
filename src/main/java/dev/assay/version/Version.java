package dev.assay.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this program, as its build has written it down.
 *
 * @param version as Maven has it, for instance {@code 1.2.0}
 * @param commit the commit that it was built from; {@code unknown} where the build was not told
 */
public record Version(String version, String commit) {
    private static final String FILE = "version.properties";

    /** Reads it from the file that the build has filled in. */
    public static Version ofThisProgram() {
        Properties values = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            if (file != null) {
                values.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tried to read " + FILE + ", but the program's own files are broken", e);
        }
        return new Version(values.getProperty("version", "unknown"), values.getProperty("commit", "unknown"));
    }

    /** The line that {@code --version} prints. */
    public String text() {
        return "assay " + version + " (commit " + commit + ")";
    }
}
