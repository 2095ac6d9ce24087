package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each message in the documentation's tables of faults is still one that the code has. */
class DocumentedFaultsTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern ELLIPSIS = Pattern.compile("\\.\\.\\.");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    @Test
    void no_documented_message_is_stale() throws IOException {
        String literals = literals();
        List<String> stale = new ArrayList<>();
        for (String message : messages()) {
            for (String part : ELLIPSIS.splitAsStream(message).toList()) {
                if (!literals.contains(part.strip())) {
                    stale.add(message + " (" + part.strip() + ")");
                }
            }
        }
        assertThat(stale).isEmpty();
        assertThat(messages()).hasSizeGreaterThan(50);
    }

    /** The cluster's answers and the outcomes of a reload, as their classes begin them. */
    @ParameterizedTest
    @CsvSource({
        "cluster/ClusterException, 4, 'call,\\s+\"([^\"]+)\"'",
        "host/slot/ReloadEvents, 3, 'LOG.warnf?\\(\"([^\"%]+)'",
        "host/slot/StopReason, 2, 'Remedy[.][A-Z]+,\\s+\"([^\"]+)\"'"
    })
    void no_message_of_these_classes_is_missing(String type, int atLeast, String pattern) throws IOException {
        String text = Files.readString(Path.of("src/main/java/dev/assay", type + ".java"));
        List<String> told = Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(m -> m.group(1).strip())
                .toList();
        assertThat(told).hasSizeGreaterThanOrEqualTo(atLeast);
        String documented = String.join("\n", messages());
        assertThat(told).allSatisfy(message -> assertThat(documented).contains(message));
    }

    /** The code in the first column of each table with the head {@code Message}. */
    private static List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("docs/configuration.md"))) {
            within = line.startsWith("|") && (within || line.startsWith("| Message |"));
            if (within && !line.startsWith("| Message") && !line.startsWith("|---")) {
                String cell = BAR.split(line, 3)[1];
                CODE.matcher(cell)
                        .results()
                        .map(m -> withoutField(m.group(1).replace("\"", "")))
                        .forEach(messages::add);
            }
        }
        return messages;
    }

    /** {@code name: is missing} is the message {@code is missing} of a field. */
    private static String withoutField(String message) {
        return message.replaceFirst("^[a-zA-Z0-9]+: (?=is missing)", "");
    }

    /** All strings of the program without quotes in them; constants and variables between them are left out. */
    private static String literals() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
                LITERAL.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .map(literal ->
                                literal.substring(1, literal.length() - 1).replace("\\\"", ""))
                        .forEach(literal -> all.append(literal).append('\n'));
            }
        }
        return all.toString();
    }
}
