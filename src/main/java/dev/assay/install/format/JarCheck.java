package dev.assay.install.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The check of a Java archive, which {@code java -jar} starts where its manifest names a main class. The tools that make
 * jars put the manifest first (JAR File Specification), so the rest of the archive is not read.
 */
final class JarCheck {
    /** An entry for the folder may stand before the manifest; a few more do no harm. */
    private static final int MOST_ENTRIES = 16;

    /** A manifest lists a few attributes, or the digests of all classes. */
    private static final int MOST_BYTES = 4 << 20;

    private JarCheck() {}

    static boolean isJar(FileSample sample) {
        return sample.has(0, "PK\3\4") && sample.has(30, "META-INF/");
    }

    /** @param here whether this machine is to start it, so that a Java must be here */
    static Optional<Refusal> refusal(Path file, boolean here, Optional<JavaRuntime> java) {
        if (!namesMainClass(file)) {
            return Optional.of(new Refusal(
                    "it is a Java archive (jar) whose manifest names no Main-Class",
                    "build a jar that has one, with all that the plugin needs in it"));
        }
        return here && java.isEmpty()
                ? Optional.of(new Refusal(
                        "it is a Java archive (jar), and there is no Java beside Assay to start it",
                        "put java on the PATH of Assay, or name a native build"))
                : Optional.empty();
    }

    /** A file that cannot be read as an archive names none. */
    private static boolean namesMainClass(Path file) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(file))) {
            for (int i = 0; i < MOST_ENTRIES; i++) {
                ZipEntry entry = entries.getNextEntry();
                if (entry == null) {
                    return false;
                }
                if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    return mainClass(entries).isPresent();
                }
                if (!entry.isDirectory()) {
                    return false;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> mainClass(InputStream manifest) throws IOException {
        Attributes attributes =
                new Manifest(new ByteArrayInputStream(manifest.readNBytes(MOST_BYTES))).getMainAttributes();
        return Optional.ofNullable(attributes.getValue(Attributes.Name.MAIN_CLASS))
                .filter(name -> !name.isBlank());
    }
}
