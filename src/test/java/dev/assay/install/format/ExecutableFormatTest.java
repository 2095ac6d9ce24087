package dev.assay.install.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.config.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutableFormatTest {
    private static final Platform LINUX = new Platform("linux", "amd64");
    private static final Platform MAC = new Platform("darwin", "arm64");

    @TempDir
    Path folder;

    @Test
    void nothing_and_a_folder_are_refused() throws IOException {
        assertThat(problem("")).isEqualTo("the file is empty");
        assertThat(ExecutableFormat.refusal(folder, LINUX, Map.of())
                        .orElseThrow()
                        .problem())
                .isEqualTo("that is a folder");
    }

    static Stream<Arguments> packed() throws IOException {
        return Stream.of(
                arguments("PK\3\4" + "\0".repeat(26) + "latency", "a zip archive"),
                arguments("PK\5\6" + "\0".repeat(18), "an empty zip archive"),
                arguments(latin(gzip("some program")), "a file compressed with gzip"),
                arguments(latin(gzip("latency" + "\0".repeat(250) + "ustar\00000")), "a tar.gz archive"),
                arguments("\u001f\u008b", "a file compressed with gzip"),
                arguments("latency" + "\0".repeat(250) + "ustar  \0", "a tar archive"),
                arguments("\u00fd7zXZ\0\0\4", "a file compressed with xz (perhaps a tar.xz archive)"),
                arguments("(\u00b5/\u00fd\4", "a file compressed with zstd (perhaps a tar.zst archive)"),
                arguments("BZh91AY&SY", "a file compressed with bzip2 (perhaps a tar.bz2 archive)"),
                arguments("7z\u00bc\u00af'\u001c\0\4", "a 7z archive"),
                arguments("!<arch>\ndebian-binary   ", "a Debian package (deb)"),
                arguments("!<arch>\nplugin.o/       ", "an archive of object files (ar)"),
                arguments("\u00ed\u00ab\u00ee\u00db\3\0", "an RPM package"));
    }

    @ParameterizedTest
    @MethodSource("packed")
    void an_archive_is_refused_and_the_executable_inside_is_asked_for(String content, String name) throws IOException {
        assertThat(refusal(content, LINUX))
                .contains(new Refusal(
                        "it is " + name + " and no executable", "unpack it, and name the executable that is in it"));
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                arguments(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Sign in</title>",
                        "an HTML page",
                        "<!DOCTYPE html> <html lang=\"en\"> <head><title>Sign in</title>"),
                arguments("\ufeff\n <HTML>", "an HTML page", "<HTML>"),
                arguments("<!-- x -->", "an HTML page", "<!-- x -->"),
                arguments(
                        "<?xml version='1.0'?><!DOCTYPE html PUBLIC>",
                        "an HTML page",
                        "<?xml *****><!DOCTYPE html PUBLIC>"),
                arguments("<?xml version='1.0'?>\n<Error/>", "an XML document", "<?xml *****> <Error/>"),
                arguments("{\"message\":\"Not Found\"}", "JSON", "{\"message\":\"Not Found\"}"),
                arguments("[\n]", "JSON", "[ ]"),
                arguments("{" + "ä".repeat(3000), "JSON", "*****"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_first_words_of_a_page_are_for_the_log_alone(String content, String kind, String words) throws IOException {
        assertThat(refusal(content.getBytes(StandardCharsets.UTF_8), LINUX))
                .contains(new Refusal(
                        "it is " + kind + " and no executable",
                        "correct location: it probably is the address of a page about the executable (or of a login),"
                                + " and not that of the executable itself",
                        Optional.of(words)));
    }

    @Test
    void words_of_a_file_move_no_cursor() throws IOException {
        assertThat(excerpt("hello\u001b[2J\r\nworld\b\t!")).isEqualTo("hello [2J world !");
        assertThat(excerpt("a\u202eb\u0085c")).isEqualTo("a b c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root:$6$abcdefgh$wxyz:19000:0:99999:7::: | *****",
                "the password is swordfish | the password ***** swordfish",
                "db_password=swordfish host=db | ***** *****",
                "{\"token\": \"swordfish\"} | {\"token\": *****",
                "{\"apiKey\":\"swordfish\"} | *****",
                "Authorization: Bearer swordfish | Authorization: ***** *****",
                "postgres://joe:swordfish@db/x y | postgres://*****@db/x y",
                "AKIAIOSFODNN7EXAMPLE rest | ***** rest",
                "abcdefghijklmnopqrstuvwxyz rest | ***** rest",
                "HTTP 404 page | HTTP 404 page",
            })
    void secrets_in_the_first_words_are_masked(String text, String words) throws IOException {
        assertThat(excerpt(text + "\n")).isEqualTo(words);
    }

    @Test
    void a_file_of_zeros_is_refused_before_it_is_copied() throws IOException {
        assertThat(problem("\0".repeat(5000)))
                .isEqualTo("the file is damaged or cut off (it begins with 4096 zero bytes)");
    }

    @Test
    void text_that_is_no_script_is_refused() throws IOException {
        assertThat(problem("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214\nsize 12345\n"))
                .isEqualTo("it is a Git LFS pointer, which stands for the executable in a repository");
        assertThat(problem("echo hello\n")).isEqualTo("it is text that does not begin with #!");
        assertThat(problem("\u00ef\u00bb\u00bf#!/bin/sh\n")).isEqualTo("a byte order mark stands before its #!");
        assertThat(problem("\u00ff\u00fe#\0!\0")).isEqualTo("it is text in UTF-16");
    }

    @Test
    void an_unknown_format_is_not_refused() throws IOException {
        assertThat(refusal("\1\2\3\0unknown", LINUX)).isEmpty();
        assertThat(refusal("\0", LINUX)).isEmpty();
        assertThat(refusal("\u00fftext", LINUX)).isEmpty();
        assertThat(refusal("MZ\0", LINUX)).isEmpty();
        assertThat(refusal("\u00ca\u00fe", LINUX)).isEmpty();
    }

    @Test
    void a_file_that_needs_java_or_a_browser_is_refused() throws IOException {
        assertThat(problem("\u00ca\u00fe\u00ba\u00be\0\0\0="))
                .isEqualTo("it is a Java class, which the system does not start");
        assertThat(problem("\0asm\1\0\0\0")).isEqualTo("it is a WebAssembly module, which the system does not start");
    }

    @Test
    void an_executable_for_windows_is_refused() throws IOException {
        assertThat(refusal(pe(0x8664), LINUX).orElseThrow().problem())
                .isEqualTo("it is an executable for windows/amd64, and linux/amd64 is needed");
        assertThat(refusal(pe(0xaa64), MAC).orElseThrow().problem())
                .isEqualTo("it is an executable for windows/arm64, and darwin/arm64 is needed");
        assertThat(refusal(pe(0x14c), LINUX).orElseThrow().problem()).contains("windows/386");
        byte[] alsoScript = pe(0x8664);
        System.arraycopy("MZqFpD='".getBytes(StandardCharsets.US_ASCII), 0, alsoScript, 0, 8);
        assertThat(refusal(alsoScript, LINUX)).isEmpty();
    }

    @Test
    void an_executable_for_macos_is_refused_elsewhere() throws IOException {
        assertThat(refusal(mach(ByteOrder.LITTLE_ENDIAN, 0x0100_000c, 2), LINUX)
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is an executable for darwin/arm64, and linux/amd64 is needed");
        assertThat(refusal(mach(ByteOrder.BIG_ENDIAN, 18, 2), LINUX)
                        .orElseThrow()
                        .problem())
                .contains("darwin/ppc,");
        assertThat(refusal(universal(0x0100_0007, 0x0100_000c), LINUX)
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is an executable for darwin/amd64 and darwin/arm64, and linux/amd64 is needed");
    }

    @Test
    void macos_starts_its_own_and_what_rosetta_knows() throws IOException {
        assertThat(refusal(mach(ByteOrder.LITTLE_ENDIAN, 0x0100_000c, 2), MAC)).isEmpty();
        assertThat(refusal(mach(ByteOrder.LITTLE_ENDIAN, 0x0100_0007, 2), MAC)).isEmpty();
        assertThat(refusal(universal(0x0100_0007, 0x0100_000c), MAC)).isEmpty();
        assertThat(refusal(universal(12, 18), MAC).orElseThrow().problem())
                .isEqualTo("it is an executable for darwin/arm and darwin/ppc, and darwin/arm64 is needed");
        assertThat(refusal(mach(ByteOrder.LITTLE_ENDIAN, 0x0100_000c, 6), MAC)
                        .orElseThrow()
                        .problem())
                .isEqualTo("it is a library or an object file and no executable");
    }

    @Test
    void a_script_whose_interpreter_is_there_passes() throws IOException {
        Path interpreter = Files.createFile(folder.resolve("interpreter"));
        assertThat(refusal("#!" + interpreter + "\n", LINUX)).isEmpty();
        assertThat(refusal("#! \t" + interpreter + " -e \r\n", LINUX)).isEmpty();
        assertThat(refusal("#!" + interpreter, LINUX)).isEmpty();
        assertThat(refusal("#!" + "/x".repeat(200) + "\n", LINUX))
                .as("longer than is looked at")
                .isEmpty();
    }

    @Test
    void a_script_whose_interpreter_is_missing_is_refused() throws IOException {
        assertThat(refusal("#!/no/python3 -u\nx", LINUX))
                .contains(new Refusal(
                        "the interpreter /no/python3 is missing here; its first line is #!/no/python3 -u",
                        "install it, or change that line"));
        assertThat(problem("#! \nx")).isEqualTo("its first line is #! without an interpreter");
        assertThat(problem("#!")).isEqualTo("its first line is #! without an interpreter");
        assertThat(problem("#!/x\0y\n")).contains("is missing here");
    }

    @Test
    void an_interpreter_is_not_looked_for_here_when_another_machine_is_to_start_it() throws IOException {
        Platform other = new Platform("linux", "mips64");
        Path file = Files.writeString(folder.resolve("plugin"), "#!/no/python3\n");
        assertThat(ExecutableFormat.refusal(file, other, Map.of())).isEmpty();
        Files.writeString(file, "#!/bin/env no-such-program\n");
        assertThat(ExecutableFormat.refusal(file, other, Map.of())).isEmpty();
        Files.writeString(file, "#!/no/python3\r\n");
        assertThat(ExecutableFormat.refusal(file, other, Map.of())).isPresent();
    }

    @Test
    void a_carriage_return_in_the_first_line_is_named() throws IOException {
        Path interpreter = Files.createFile(folder.resolve("sh"));
        assertThat(refusal("#!" + interpreter + "\r\n", LINUX))
                .contains(new Refusal(
                        "its first line ends with a carriage return, as Windows ends lines, so the interpreter "
                                + interpreter + " is not found",
                        "save the script with Unix line ends"));
        Path env = Files.createFile(folder.resolve("env"));
        assertThat(problem("#!" + env + " sh\r\n")).contains("carriage return").contains("program sh,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool", "-S tool -x", "tool -x"})
    void env_looks_in_the_path_of_the_process(String argument) throws IOException {
        Path env = Files.createFile(folder.resolve("env"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        byte[] script = ("#!" + env + " " + argument + "\n").getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("plugin"), script);
        Map<String, String> environment = Map.of("PATH", "/no:" + bin);
        assertThat(ExecutableFormat.refusal(file, LINUX, true, environment)
                        .orElseThrow()
                        .problem())
                .startsWith("the program tool, which env looks for in the PATH, is missing here; its first line is #!");
        Path tool = Files.createFile(bin.resolve("tool"));
        assertThat(ExecutableFormat.refusal(file, LINUX, true, environment))
                .as("not executable")
                .isPresent();
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        assertThat(ExecutableFormat.refusal(file, LINUX, true, environment)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-i tool", "A=1 tool", "-S A=1 tool", "-S -i tool"})
    void a_script_that_gives_env_options_or_variables_is_not_refused(String argument) throws IOException {
        Path env = Files.createFile(folder.resolve("env"));
        assertThat(refusal("#!" + env + " " + argument + "\n", LINUX)).isEmpty();
    }

    private static byte[] pe(int machine) {
        ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 'M').put(1, (byte) 'Z').putInt(60, 128);
        return bytes.position(128)
                .put(new byte[] {'P', 'E', 0, 0})
                .putShort((short) machine)
                .array();
    }

    private static byte[] mach(ByteOrder order, int machine, int type) {
        return ByteBuffer.allocate(32)
                .order(order)
                .putInt(0xfeedfacf)
                .putInt(machine)
                .putInt(0)
                .putInt(type)
                .array();
    }

    private static byte[] universal(int... machines) {
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + 20 * machines.length).putInt(0xcafebabe).putInt(machines.length);
        for (int machine : machines) {
            bytes.putInt(machine).putInt(0).putInt(0).putInt(0).putInt(0);
        }
        return bytes.array();
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String problem(String content) throws IOException {
        return refusal(content, LINUX).orElseThrow().problem();
    }

    private String excerpt(String content) throws IOException {
        return refusal(content.getBytes(StandardCharsets.UTF_8), LINUX)
                .flatMap(Refusal::excerpt)
                .orElseThrow();
    }

    /** Each character is one byte. */
    private Optional<Refusal> refusal(String content, Platform platform) throws IOException {
        return refusal(content.getBytes(StandardCharsets.ISO_8859_1), platform);
    }

    private Optional<Refusal> refusal(byte[] content, Platform platform) throws IOException {
        return ExecutableFormat.refusal(Files.write(folder.resolve("plugin"), content), platform, true, Map.of());
    }
}
