package dev.assay.testing.fuzz;

import dev.assay.process.HandshakeFuzz;
import dev.assay.wire.gob.GobReaderFuzz;
import dev.assay.wire.netrpc.client.ResponsesFuzz;
import dev.assay.wire.yamux.YamuxFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A reader of what plugins send.
 *
 * @param type has the method {@code fuzzerTestOneInput} that Jazzer calls
 * @param reads the same method: it throws what is a finding
 * @param seeds inputs from which the fuzzer makes others
 */
record FuzzTarget(Class<?> type, Consumer<byte[]> reads, List<byte[]> seeds) {
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();

    static List<FuzzTarget> all() {
        List<byte[]> gob = recorded("gob", "^hex: (.*)$");
        return List.of(
                new FuzzTarget(HandshakeFuzz.class, HandshakeFuzz::fuzzerTestOneInput, handshakes()),
                new FuzzTarget(GobReaderFuzz.class, GobReaderFuzz::fuzzerTestOneInput, gob),
                new FuzzTarget(
                        YamuxFuzz.class,
                        YamuxFuzz::fuzzerTestOneInput,
                        recorded("yamux", "^(?:client|server) .* : ([0-9a-f ]+)$")),
                new FuzzTarget(ResponsesFuzz.class, ResponsesFuzz::fuzzerTestOneInput, gob));
    }

    String name() {
        return type.getSimpleName();
    }

    /** Inputs that were read wrongly once. */
    List<byte[]> findings() {
        Path folder = RESOURCES.resolve("fuzz").resolve(name());
        return Files.isDirectory(folder) ? files(folder).map(FuzzTarget::bytes).toList() : List.of();
    }

    @Override
    public String toString() {
        return name();
    }

    private static List<byte[]> handshakes() {
        return Stream.of(
                        "1|1|unix|/tmp/plugin2841|netrpc|\n",
                        "1|1|tcp|127.0.0.1:10000|grpc|MIIB|true\n",
                        "1|1|unix|/p\n")
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The bytes that Go wrote in lines of this form, of each file, after the byte by which the target decides. */
    private static List<byte[]> recorded(String golden, String line) {
        Pattern hex = Pattern.compile(line, Pattern.MULTILINE);
        return files(RESOURCES.resolve("golden").resolve(golden))
                .map(file -> hex.matcher(new String(bytes(file), StandardCharsets.UTF_8)))
                .flatMap(lines -> lines.results().map(found -> found.group(1).replace(" ", "")))
                .map(digits -> HexFormat.of().parseHex("00" + digits))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
