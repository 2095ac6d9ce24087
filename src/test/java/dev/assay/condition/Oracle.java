package dev.assay.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.go.GoCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Go command {@code evaluate}: expr-lang with Argo's environment. */
final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Oracle() {}

    /** @param versions as {@link GoCommands#executable(String, String)} has them */
    static List<Question.Answer> ask(String versions, List<Question> questions) throws IOException {
        Path executable = GoCommands.executable("evaluate", versions);
        Path input = Files.createTempFile("questions", ".jsonl");
        try {
            List<String> lines = new ArrayList<>();
            for (Question question : questions) {
                lines.add(JSON.writeValueAsString(
                        Map.of("expression", question.expression(), "result", question.result())));
            }
            Files.write(input, lines);
            return answers(new ProcessBuilder(executable.toString())
                    .redirectInput(input.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } finally {
            Files.delete(input);
        }
    }

    private static List<Question.Answer> answers(Process process) throws IOException {
        List<Question.Answer> answers = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode answer = JSON.readTree(line);
                answers.add(new Question.Answer(
                        answer.get("value").textValue(), answer.get("refusal").textValue()));
            }
        }
        return answers;
    }
}
