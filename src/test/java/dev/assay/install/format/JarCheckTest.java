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

class JarCheckTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Optional<JavaRuntime> JAVA = Optional.of(new JavaRuntime(Path.of("/java"), true));

    @TempDir
    Path folder;

    @Test
    void a_jar_with_a_main_class_is_started_by_java() throws IOException {
        Path jar = jar("META-INF/", "", MANIFEST, "Manifest-Version: 1.0\r\nMain-Class: example.Main\r\n");

        assertThat(ExecutableFormat.isJar(jar)).isTrue();
        assertThat(ExecutableFormat.refusal(jar, new Platform("linux", "amd64"), Map.of()))
                .isEmpty();
    }

    @Test
    void a_jar_is_for_every_platform() throws IOException {
        Path jar = jar(MANIFEST, "Main-Class: example.Main\r\n");

        assertThat(ExecutableFormat.refusal(jar, new Platform("plan9", "mips"), Map.of()))
                .isEmpty();
    }

    @Test
    void a_jar_without_a_java_is_refused_where_it_is_to_be_started() throws IOException {
        Path jar = jar(MANIFEST, "Main-Class: example.Main\r\n");

        assertThat(JarCheck.refusal(jar, true, Optional.empty()).orElseThrow().problem())
                .isEqualTo("it is a Java archive (jar), and there is no Java beside Assay to start it");
        assertThat(JarCheck.refusal(jar, false, Optional.empty())).isEmpty();
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
    void a_jar_that_is_cut_off_is_refused() throws IOException {
        Path whole = jar(MANIFEST, "Main-Class: example.Main\r\n");
        Path half = folder.resolve("half.jar");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(whole), 55));

        assertThat(problem(half)).contains("names no Main-Class");
    }

    @Test
    void a_script_before_a_jar_is_a_script() throws IOException {
        Path jar = jar(MANIFEST, "Main-Class: example.Main\r\n");
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

    private String problem(Path jar) throws IOException {
        return JarCheck.refusal(jar, true, JAVA).orElseThrow().problem();
    }

    /** @param entries names and contents, one after the other */
    private Path jar(String... entries) throws IOException {
        Path jar = Files.createTempFile(folder, "plugin", ".jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }
}
