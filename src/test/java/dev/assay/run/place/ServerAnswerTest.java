package dev.assay.run.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServerAnswerTest {
    @Test
    void the_faults_of_a_problem_that_its_detail_does_not_hold_are_sentences_too() {
        assertThat(problem("""
                {"detail":"the body has the unknown field spec.x; correct it","faults":["unknown field spec.x",\
                "unknown field spec.y"]}""").problem())
                .containsExactly("the body has the unknown field spec.x; correct it", "unknown field spec.y");
    }

    @Test
    void a_problem_with_many_faults_has_a_bounded_number_of_sentences() {
        String faults = IntStream.range(0, 1000)
                .mapToObj(number -> "\"the field x" + number + " is not known\"")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(problem("{\"detail\":\"no\",\"faults\":" + faults + "}").problem())
                .hasSize(50);
    }

    @Test
    void what_is_no_problem_has_no_sentences() {
        assertThat(new ServerAnswer(404, HttpHeaders.of(Map.of(), (name, value) -> true), "<html>").problem())
                .isEmpty();
    }

    private static ServerAnswer problem(String json) {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("Content-Type", List.of("application/problem+json")), (name, value) -> true);
        return new ServerAnswer(422, headers, json);
    }
}
