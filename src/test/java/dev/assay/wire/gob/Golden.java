package dev.assay.wire.gob;

import dev.assay.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A gob stream that Go wrote, and what Go says is in it ({@code src/test/go/cmd/record}). */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Golden(String name, String words, List<String> values, byte[] stream) {
    static List<Golden> all() {
        List<Golden> all = new ArrayList<>(file("kinds"));
        all.addAll(file("times"));
        all.addAll(file("protocol"));
        return all;
    }

    static List<Golden> file(String file) {
        List<Golden> goldens = new ArrayList<>();
        String name = "";
        String words = "";
        List<String> values = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            String rest = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("name:")) {
                name = rest;
                values = new ArrayList<>();
            } else if (line.startsWith("words:")) {
                words = rest;
            } else if (line.startsWith("value:")) {
                values.add(rest);
            } else if (line.startsWith("hex:")) {
                goldens.add(new Golden(name, words, values, HexFormat.of().parseHex(rest)));
            }
        }
        return goldens;
    }

    static Golden named(String name) {
        return all().stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
    }

    /** Go's types with Go's ids. */
    static GobTypes types() {
        return GobTypes.read(document());
    }

    /** The names of all types that {@link #types} knows. */
    static List<String> names() {
        List<String> names =
                new ArrayList<>(List.of("bool", "int", "uint", "float", "bytes", "string", "complex", "any"));
        Json.object(document())
                .path("types")
                .forEach(type -> names.add(type.path("name").asText()));
        return names;
    }

    private static byte[] document() {
        try (InputStream json = open("types.json")) {
            return json.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        try (InputStream in = open(file + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/gob/" + file), file);
    }

    @Override
    public String toString() {
        return name;
    }
}
