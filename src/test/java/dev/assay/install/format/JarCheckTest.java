package dev.assay.install.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JarCheckTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String MAIN = "Main-Class: example.Main\r\n";
    private static final String CLASS = "example/Main.class";
    private static final int THIS = Runtime.version().feature();
    private static final Optional<JavaRuntime> JAVA = Optional.of(new JavaRuntime(Path.of("/java"), true));

    @TempDir
    Path folder;

    @Test
    void a_jar_with_a_main_class_is_started_by_java() throws IOException {
        Path jar = jar("META-INF/", "", MANIFEST, "Manifest-Version: 1.0\r\n" + MAIN, CLASS, classFile(THIS));

        assertThat(ExecutableFormat.isJar(jar)).isTrue();
        assertThat(ExecutableFormat.refusal(jar, new Platform("linux", "amd64"), Map.of()))
                .isEmpty();
    }

    @Test
    void a_jar_is_for_every_platform() throws IOException {
        Path jar = jar(MANIFEST, MAIN, CLASS, classFile(THIS + 1));

        assertThat(ExecutableFormat.refusal(jar, new Platform("plan9", "mips"), Map.of()))
                .isEmpty();
    }

    @Test
    void a_jar_without_a_java_is_refused_where_it_is_to_be_started() throws IOException {
        Path jar = jar(MANIFEST, MAIN, CLASS, classFile(THIS));

        assertThat(refusal(jar, true, Optional.empty()))
                .contains(new Refusal(
                        "it is a Java archive (jar), and there is no Java beside Assay to start it",
                        "put java on the PATH of Assay, or name a native build"));
        assertThat(refusal(jar, false, Optional.empty())).isEmpty();
    }

    @Test
    void a_jar_without_a_main_class_is_refused() throws IOException {
        String problem = "it is a Java archive (jar) whose manifest names no Main-Class";

        assertThat(problem(jar(MANIFEST, "Manifest-Version: 1.0\r\n"))).isEqualTo(problem);
        assertThat(problem(jar(MANIFEST, "Main-Class: \r\n"))).isEqualTo(problem);
        assertThat(problem(jar("META-INF/NOTICE", "text"))).isEqualTo(problem);
        assertThat(problem(jar("META-INF/", ""))).isEqualTo(problem);
    }

    @Test
    void a_jar_without_its_main_class_is_refused() throws IOException {
        assertThat(refusal(jar(MANIFEST, MAIN, "other/Main.class", classFile(THIS)), false, Optional.empty()))
                .contains(new Refusal(
                        "it is a Java archive (jar) without its main class example.Main",
                        "build a jar that has it, or correct Main-Class in the manifest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Class-Path: lib/other.jar\r\n", "Multi-Release: true\r\n"})
    void a_main_class_that_may_be_elsewhere_is_not_missed(String attribute) throws IOException {
        assertThat(refusal(jar(MANIFEST, MAIN + attribute), true, JAVA)).isEmpty();
    }

    @Test
    void a_jar_for_a_newer_java_than_the_one_here_is_refused() throws IOException {
        Path jar = jar(MANIFEST, MAIN, CLASS, classFile(THIS + 1));

        assertThat(refusal(jar, true, JAVA))
                .contains(new Refusal(
                        "it is a Java archive (jar) whose main class example.Main is compiled for Java " + (THIS + 1)
                                + ", and the Java beside Assay is " + THIS,
                        "compile the plugin with --release " + THIS));
        assertThat(refusal(jar, true, Optional.of(new JavaRuntime(folder.resolve("jdk/bin/java"), false))))
                .as("a Java whose version is not known")
                .isEmpty();
    }

    @Test
    void a_jar_that_is_cut_off_anywhere_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(jar(MANIFEST, MAIN, CLASS, classFile(THIS)));
        for (int length = 50; length < whole.length; length++) {
            Path part = Files.write(folder.resolve("part.jar"), Arrays.copyOf(whole, length));

            assertThat(problem(part))
                    .as("the first %s bytes", length)
                    .isEqualTo(
                            "it is a Java archive (jar) that is damaged or cut off (it has no directory at its end)");
        }
    }

    @Test
    void a_jar_that_is_damaged_is_refused() throws IOException {
        Path jar = jar(MANIFEST, MAIN, CLASS, classFile(THIS));
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length - 6] ^= 1; // where the directory begins

        assertThat(problem(Files.write(jar, bytes))).contains("is damaged or cut off (");
        assertThat(problem(jar(MANIFEST, MAIN, CLASS, "no class, by far")))
                .isEqualTo("it is a Java archive (jar) that is damaged or cut off (its main class is no class file)");
    }

    @Test
    void a_comment_may_stand_at_the_end_of_a_jar() throws IOException {
        Path jar = jar(MANIFEST, MAIN, CLASS, classFile(THIS));
        byte[] bytes = Files.readAllBytes(jar);
        byte[] commented = Arrays.copyOf(bytes, bytes.length + 3);
        commented[bytes.length - 2] = 3;

        assertThat(refusal(Files.write(jar, commented), true, JAVA)).isEmpty();
    }

    @Test
    void the_version_of_another_java_stands_in_its_release_file() throws IOException {
        Path java = launcher("jdk/bin");
        Path link = Files.createSymbolicLink(folder.resolve("java"), java);
        JavaRuntime runtime = new JavaRuntime(link, false);

        assertThat(runtime.version()).isEmpty();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_RUNTIME=\"x\"\nJAVA_VERSION=\"21.0.2\"\n");
        assertThat(runtime.version()).hasValue(21);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_392\"\n");
        assertThat(runtime.version()).isEmpty();
    }

    @Test
    void a_script_before_a_jar_is_a_script() throws IOException {
        Path jar = jar(MANIFEST, MAIN);
        Path stub = folder.resolve("stub");
        Files.writeString(stub, "#!/bin/sh\nexec java -jar \"$0\" \"$@\"\n");
        Files.write(stub, Files.readAllBytes(jar), StandardOpenOption.APPEND);

        assertThat(ExecutableFormat.isJar(stub)).isFalse();
        assertThat(ExecutableFormat.refusal(stub, new Platform("linux", "amd64"), Map.of()))
                .isEmpty();
    }

    @Test
    void the_java_of_this_program_comes_before_one_on_the_path() throws IOException {
        Path own = launcher("own/bin");
        Path other = launcher("other");
        Optional<String> path = Optional.of("/nowhere::" + other.getParent());

        assertThat(JavaRuntime.find(Optional.of(folder.resolve("own").toString()), path))
                .contains(new JavaRuntime(own, true));
        assertThat(JavaRuntime.find(Optional.empty(), path)).contains(new JavaRuntime(other, false));
        assertThat(JavaRuntime.find(Optional.of("/nowhere"), Optional.of("\0"))).isEmpty();
    }

    private Path launcher(String under) throws IOException {
        Path java =
                Files.createFile(Files.createDirectories(folder.resolve(under)).resolve("java"));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    private static Optional<Refusal> refusal(Path jar, boolean here, Optional<JavaRuntime> java) throws IOException {
        try (FileSample sample = new FileSample(jar)) {
            return JarCheck.refusal(jar, sample, here, java);
        }
    }

    private String problem(Path jar) throws IOException {
        return refusal(jar, true, JAVA).orElseThrow().problem();
    }

    /** The head of a class file for a version of Java (JVMS 4.1). */
    private static String classFile(int java) {
        return "\u00ca\u00fe\u00ba\u00be\0\0\0" + (char) (java + 44);
    }

    /** @param entries names and contents, one after the other; each character of a content is a byte */
    private Path jar(String... entries) throws IOException {
        Path jar = Files.createTempFile(folder, "plugin", ".jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.ISO_8859_1));
                zip.closeEntry();
            }
        }
        return jar;
    }
}
