package dev.assay.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * The answers of Assay and Go to the same questions.
 *
 * @param values the number of questions to which both gave the same value
 * @param refusals the number of those that both refused
 * @param messages the number of those that both refused with the same message
 * @param avoided the number of those that Assay refuses on purpose, since a fault of expr-lang mixes up their values
 * @param differences what they do not agree on
 */
record Comparison(
        int values, int refusals, int messages, int avoided, List<String> differences, List<String> otherMessages) {
    static Comparison of(List<Question> questions, List<Question.Answer> answers) {
        int values = 0;
        int refusals = 0;
        int messages = 0;
        int avoided = 0;
        List<String> differences = new ArrayList<>();
        List<String> otherMessages = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question.Answer ours = questions.get(i).ask();
            Question.Answer go = answers.get(i);
            if (ours.refusal().contains("mix up values in Argo")) {
                avoided++;
            } else if (!ours.value().equals(go.value())) {
                differences.add(questions.get(i) + "\n   go: " + go + "\n ours: " + ours);
            } else if (!go.isRefused()) {
                values++;
            } else {
                refusals++;
                if (ours.refusal().equals(go.refusal())) {
                    messages++;
                } else {
                    otherMessages.add(questions.get(i) + "\n   go: " + go.refusal() + "\n ours: " + ours.refusal());
                }
            }
        }
        return new Comparison(values, refusals, messages, avoided, differences, otherMessages);
    }

    String summary() {
        return "same value: %d, both refused: %d (same message: %d), avoided: %d, different: %d"
                .formatted(values, refusals, messages, avoided, differences.size());
    }
}
