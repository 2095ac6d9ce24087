package dev.assay.install.format;

import dev.assay.text.ForeignText;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The check of a Java archive, which {@code java -jar} starts where its manifest names a main class. The tools that make
 * jars put the manifest first (JAR File Specification). Of the rest, the directory and the head of the main class are read.
 */
final class JarCheck {
    /** An entry for the folder may stand before the manifest; a few more do no harm. */
    private static final int MOST_ENTRIES = 16;

    /** A manifest lists a few attributes, or the digests of all classes. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int LONGEST_NAME = 200;

    /** Java 1.0 has class files of version 45 and later ones, Java 17 of version 61 (JVMS 4.1). */
    private static final int VERSION_BEFORE_JAVA_1 = 44;

    private static final int CLASS_MARK = 0xcafebabe;

    private JarCheck() {}

    static boolean isJar(FileSample sample) {
        return sample.has(0, "PK\3\4") && sample.has(30, "META-INF/");
    }

    /** @param here whether this machine is to start it, so that a Java must be here */
    static Optional<Refusal> refusal(Path file, FileSample sample, boolean here, Optional<JavaRuntime> java)
            throws IOException {
        if (!JarDirectory.isThere(sample)) {
            return Optional.of(damaged("it has no directory at its end"));
        }
        Optional<Attributes> manifest = manifest(file);
        Optional<String> mainClass = manifest.flatMap(JarCheck::mainClass);
        if (mainClass.isEmpty()) {
            return Optional.of(new Refusal(
                    "it is a Java archive (jar) whose manifest names no Main-Class",
                    "build a jar that has one, with all that the plugin needs in it"));
        }
        if (here && java.isEmpty()) {
            return Optional.of(new Refusal(
                    "it is a Java archive (jar), and there is no Java beside Assay to start it",
                    "put java on the PATH of Assay, or name a native build"));
        }
        if (!JarDirectory.isReadable(sample)) {
            return Optional.empty();
        }
        OptionalInt version = here ? java.orElseThrow().version() : OptionalInt.empty();
        return refusal(file, mainClass.get(), isElsewherePossible(manifest.orElseThrow()), version);
    }

    /** Whether the main class may be in another jar, or in a folder for later versions of Java. */
    private static boolean isElsewherePossible(Attributes manifest) {
        return manifest.getValue(Attributes.Name.CLASS_PATH) != null
                || Boolean.parseBoolean(manifest.getValue(Attributes.Name.MULTI_RELEASE));
    }

    /** @param java the version of the Java that is to start the class, where it is known */
    private static Optional<Refusal> refusal(Path file, String mainClass, boolean elsewherePossible, OptionalInt java) {
        String name = ForeignText.oneLine(mainClass, LONGEST_NAME);
        // A JarFile would read the whole manifest, however large it is.
        try (ZipFile jar = new ZipFile(file.toFile())) {
            ZipEntry entry = jar.getEntry(mainClass.replace('.', '/') + ".class");
            if (entry == null) {
                return elsewherePossible
                        ? Optional.empty()
                        : Optional.of(new Refusal(
                                "it is a Java archive (jar) without its main class " + name,
                                "build a jar that has it, or correct Main-Class in the manifest"));
            }
            int needed = version(jar.getInputStream(entry));
            return java.isPresent() && java.getAsInt() < needed
                    ? Optional.of(new Refusal(
                            "it is a Java archive (jar) whose main class " + name + " is compiled for Java " + needed
                                    + ", and the Java beside Assay is " + java.getAsInt(),
                            "compile the plugin with --release " + java.getAsInt()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(damaged(ForeignText.oneLine(String.valueOf(e.getMessage()), LONGEST_NAME)));
        }
    }

    private static Refusal damaged(String why) {
        return new Refusal(
                "it is a Java archive (jar) that is damaged or cut off (" + why + ")", "build or copy the jar again");
    }

    /** The version of Java that a class file needs. */
    private static int version(InputStream classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(classFile)) {
            if (in.readInt() != CLASS_MARK) {
                throw new ZipException("its main class is no class file");
            }
            int unused = in.readUnsignedShort();
            return in.readUnsignedShort() - VERSION_BEFORE_JAVA_1;
        }
    }

    /** A file whose beginning cannot be read as an archive has none. */
    private static Optional<Attributes> manifest(Path file) {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(file))) {
            for (int i = 0; i < MOST_ENTRIES; i++) {
                ZipEntry entry = entries.getNextEntry();
                if (entry == null) {
                    return Optional.empty();
                }
                if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    byte[] text = entries.readNBytes(MOST_BYTES);
                    return Optional.of(new Manifest(new ByteArrayInputStream(text)).getMainAttributes());
                }
                if (!entry.isDirectory()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> mainClass(Attributes manifest) {
        return Optional.ofNullable(manifest.getValue(Attributes.Name.MAIN_CLASS))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }
}
