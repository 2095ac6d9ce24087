package dev.assay.install.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Platform;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfCheckTest {
    private static final Platform AMD64 = new Platform("linux", "amd64");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "183, true, little, linux/arm64",
        "3, false, little, linux/386",
        "21, true, little, linux/ppc64le",
        "21, true, big, linux/ppc64",
        "22, true, big, linux/s390x",
        "243, true, little, linux/riscv64",
        "8, true, little, linux/mips64le",
        "8, false, big, linux/mips",
        "258, true, little, linux/loong64",
        "94, false, little, linux/machine94"
    })
    void an_executable_for_another_machine_is_refused_with_both_names(
            int machine, boolean wide, String order, String name) throws IOException {
        ByteOrder endian = order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Platform needed = new Platform("linux", machine == 183 ? "amd64" : "arm64");
        assertThat(refusal(ElfBytes.of(wide, endian, machine).bytes(), needed))
                .contains(new Refusal(
                        "it is an executable for " + name + ", and " + needed + " is needed",
                        "name the plugin's build for " + needed
                                + " (in a location, {os} and {arch} stand for these names)"));
    }

    @ParameterizedTest
    @CsvSource({"2, netbsd", "6, solaris", "9, freebsd", "12, openbsd"})
    void an_executable_for_another_system_is_refused(int system, String name) throws IOException {
        assertThat(refusal(ElfBytes.amd64().withSystem(system).bytes(), AMD64)
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is an executable for " + name + "/amd64, and linux/amd64 is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"darwin", "windows"})
    void a_system_without_elf_starts_none(String os) throws IOException {
        assertThat(refusal(ElfBytes.amd64().bytes(), new Platform(os, "amd64"))
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is an executable for linux/amd64, and " + os + "/amd64 is needed");
    }

    @Test
    void nothing_is_said_of_a_machine_without_a_known_name() throws IOException {
        assertThat(refusal(ElfBytes.amd64().bytes(), new Platform("linux", "quantum")))
                .isEmpty();
        assertThat(refusal(ElfBytes.amd64().bytes(), new Platform("plan9", "amd64")))
                .isEmpty();
    }

    @Test
    void executables_of_this_machine_pass() throws IOException {
        ElfBytes elf = ElfBytes.amd64();
        Path loader = Files.createFile(folder.resolve("ld-linux.so"));
        assertThat(refusal(elf.bytes(), AMD64)).as("static").isEmpty();
        assertThat(refusal(elf.withSystem(3).bytes(), AMD64)).as("GNU/Linux").isEmpty();
        assertThat(refusal(elf.withType(ElfBytes.SHARED_OBJECT).bytes(), AMD64))
                .as("static PIE")
                .isEmpty();
        assertThat(refusal(
                        elf.withType(ElfBytes.SHARED_OBJECT)
                                .withLoader(loader.toString())
                                .bytes(),
                        AMD64))
                .as("PIE")
                .isEmpty();
        assertThat(refusal(ElfBytes.of(false, ByteOrder.LITTLE_ENDIAN, 3).bytes(), AMD64))
                .as("386 on amd64")
                .isEmpty();
        assertThat(refusal(ElfBytes.of(false, ByteOrder.LITTLE_ENDIAN, 40).bytes(), new Platform("linux", "arm64")))
                .as("arm on arm64")
                .isEmpty();
        assertThat(refusal(elf.withSectionOffset(0).bytes(), AMD64)).isEmpty();
    }

    @Test
    void the_java_that_runs_this_test_passes_and_its_library_does_not() throws IOException {
        Platform here = Platform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path home = Path.of(System.getProperty("java.home"));
        assertThat(ExecutableFormat.refusal(home.resolve("bin/java"), here, Map.of()))
                .isEmpty();
        assertThat(ExecutableFormat.refusal(home.resolve("lib/libjava.so"), here, Map.of())
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is a library and no executable");
    }

    @Test
    void an_ELF_file_of_another_type_is_named_as_that_type() throws IOException {
        ElfBytes elf = ElfBytes.amd64();
        assertThat(refusal(elf.withType(1).bytes(), AMD64).orElseThrow().problem())
                .isEqualTo("it is an object file, of which a linker makes an executable");
        assertThat(refusal(elf.withType(4).bytes(), AMD64).orElseThrow().problem())
                .isEqualTo("it is the core dump of a process");
        assertThat(refusal(elf.withType(ElfBytes.SHARED_OBJECT).withEntry(0).bytes(), AMD64)
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is a library and no executable");
    }

    @Test
    void a_loader_that_is_missing_is_named() throws IOException {
        assertThat(refusal(
                        ElfBytes.amd64().withLoader("/no/ld-musl-x86_64.so.1").bytes(), AMD64))
                .contains(
                        new Refusal(
                                "the loader that it was linked for, /no/ld-musl-x86_64.so.1, is missing here (it was built for"
                                        + " musl, as on Alpine Linux)",
                                "name a statically linked build of the plugin (for Go, CGO_ENABLED=0), or one for this system"));
        assertThat(refusal(ElfBytes.amd64().withLoader("/no/ld-linux.so.2").bytes(), AMD64)
                        .orElseThrow()
                        .problem())
                .isEqualTo("the loader that it was linked for, /no/ld-linux.so.2, is missing here");
    }

    @Test
    void a_loader_is_not_looked_for_here_when_another_machine_is_to_start_it() throws IOException {
        ElfBytes elf = ElfBytes.amd64().withLoader("/no/ld-linux.so.2");
        Path file = Files.write(folder.resolve("plugin"), elf.bytes());
        assertThat(ExecutableFormat.refusal(file, AMD64, false, Map.of())).isEmpty();
        Files.write(file, elf.withType(4).bytes());
        assertThat(ExecutableFormat.refusal(file, AMD64, false, Map.of())).isPresent();
    }

    @Test
    void a_file_that_is_cut_off_anywhere_is_refused() throws IOException {
        for (boolean wide : new boolean[] {true, false}) {
            byte[] whole = ElfBytes.of(wide, ByteOrder.LITTLE_ENDIAN, wide ? ElfBytes.AMD64 : 3)
                    .bytes();
            for (int size = 4; size < whole.length; size++) {
                assertThat(refusal(Arrays.copyOf(whole, size), AMD64))
                        .as("%d of %d bytes", size, whole.length)
                        .contains(new Refusal(
                                "the file is damaged or cut off (it has " + size
                                        + " bytes, and not all that its header names)",
                                "copy or build the executable again"));
            }
        }
    }

    @Test
    void a_cut_within_what_is_not_loaded_is_seen_by_the_sections() throws IOException {
        byte[] whole = ElfBytes.amd64().withLoadSize(64).bytes();
        assertThat(refusal(whole, AMD64)).isEmpty();
        assertThat(refusal(Arrays.copyOf(whole, whole.length - 1), AMD64)).isPresent();
    }

    @Test
    void numbers_of_any_size_are_damage_and_no_error() throws IOException {
        for (long size : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -2, 1L << 40}) {
            assertThat(refusal(ElfBytes.amd64().withLoadSize(size).bytes(), AMD64))
                    .isNotNull();
            assertThat(refusal(ElfBytes.amd64().withSectionOffset(size).bytes(), AMD64))
                    .isNotNull();
        }
        byte[] whole = ElfBytes.amd64().bytes();
        for (int i = 4; i < 64; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] altered = whole.clone();
                altered[i] = (byte) value;
                assertThat(refusal(altered, AMD64)).isNotNull();
            }
        }
    }

    private Optional<Refusal> refusal(byte[] content, Platform platform) throws IOException {
        return ExecutableFormat.refusal(Files.write(folder.resolve("plugin"), content), platform, true, Map.of());
    }
}
