package dev.assay.analysis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.argo.ArgoTemplates;
import dev.assay.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Sets of templates with what Argo's own code makes of them, for machines without Go: one set a line, in gzip. */
final class RecordedTemplates {
    private static final Path FILE = Path.of("src", "test", "resources", "golden", "templates.jsonl.gz");
    private static final int SETS = 500;

    record Merge(ObjectNode set, ObjectNode merged) {}

    private RecordedTemplates() {}

    static List<Merge> read() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(Json::object)
                    .map(line -> new Merge((ObjectNode) line.path("set"), (ObjectNode) line.path("merged")))
                    .toList();
        }
    }

    /** Records them anew; needs Go. */
    public static void main(String[] arguments) throws IOException {
        List<ObjectNode> sets =
                LongStream.range(1, 1 + SETS).mapToObj(TemplateSets::set).toList();
        List<ObjectNode> merged = ArgoTemplates.merge(sets);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(FILE))) {
            for (int i = 0; i < SETS; i++) {
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.set("set", sets.get(i));
                line.set("merged", merged.get(i));
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
