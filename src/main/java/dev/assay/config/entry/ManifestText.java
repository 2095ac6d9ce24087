package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The argument {@code FILE} of a command: a path, or {@code -} for standard input.
 *
 * @param file as the user wrote it
 */
public record ManifestText(String file) {
    /** The largest file, in bytes. All manifests of Argo Rollouts together have 3 MB. */
    static final int LARGEST = 16 * 1024 * 1024;

    private static final String STANDARD_INPUT = "-";

    /** The words of a person for the file. */
    public String source() {
        return file.equals(STANDARD_INPUT) ? "standard input" : file;
    }

    /**
     * Reads the whole text. Blocks. Throws {@link ConfigException} where that is not possible.
     *
     * @param in standard input, which is read to its end where it is meant. It is left open: in a process that was started
     *     without one, the JVM has a file of its own in this place, and crashes without it
     */
    public String read(InputStream in) {
        try {
            return file.equals(STANDARD_INPUT) ? bounded(in) : ofFile();
        } catch (InvalidPathException e) {
            throw fault("it is no path (" + e.getReason() + ")", "correct the path");
        } catch (NoSuchFileException e) {
            throw fault("there is no such file", "correct the path");
        } catch (AccessDeniedException e) {
            throw fault("reading it is not permitted", "let this user read it");
        } catch (CharacterCodingException e) {
            throw fault("it is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            throw fault("it cannot be read (" + e.getMessage() + ")", "name a file with manifests");
        }
    }

    private String ofFile() throws IOException {
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            return bounded(stream);
        }
    }

    private String bounded(InputStream stream) throws IOException {
        return Utf8.read(stream, LARGEST)
                .orElseThrow(() ->
                        fault("it is larger than " + LARGEST + " bytes", "give the manifests that are meant alone"));
    }

    private ConfigException fault(String problem, String remedy) {
        return new ConfigException(source(), List.of(new ConfigFault("file", "", problem, remedy)));
    }
}
