package dev.assay.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Questions with the answers that Go gave, for machines without Go. Each line is {@code [expression, result, value]}. */
record GoldenFile(List<Question> questions, List<Question.Answer> answers) {
    private static final Path FILE = Path.of("src/test/resources/golden/conditions.jsonl.gz");
    private static final ObjectMapper JSON = new ObjectMapper();

    static GoldenFile read() throws IOException {
        GoldenFile golden = new GoldenFile(new ArrayList<>(), new ArrayList<>());
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode one = JSON.readTree(line);
                golden.questions.add(
                        new Question(one.get(0).textValue(), one.get(1).textValue()));
                golden.answers.add(new Question.Answer(one.get(2).textValue(), ""));
            }
        }
        return golden;
    }

    void write() throws IOException {
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(FILE)), StandardCharsets.UTF_8)) {
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                out.write(JSON.writeValueAsString(List.of(
                                question.expression(),
                                question.result(),
                                answers.get(i).value()))
                        + "\n");
            }
        }
    }
}
