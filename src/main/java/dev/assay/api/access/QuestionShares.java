package dev.assay.api.access;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The questions to the API server that have no answer yet, counted by who causes them. So one caller with ever new questions
 * leaves room for those of the others. Thread-safe.
 */
final class QuestionShares {
    private final int most;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /** @param most questions of one asker */
    QuestionShares(int most) {
        this.most = most;
    }

    /** Asks on a thread of the reviewers. Throws {@link RejectedExecutionException} when they or the share are full. */
    <T> CompletableFuture<T> ask(String asker, Supplier<T> question, Executor reviewers) {
        if (open.merge(asker, 1, Integer::sum) > most) {
            end(asker);
            throw new RejectedExecutionException("one caller has " + most + " questions that wait");
        }
        try {
            return CompletableFuture.supplyAsync(question, reviewers).whenComplete((answer, failure) -> end(asker));
        } catch (RejectedExecutionException e) {
            end(asker);
            throw e;
        }
    }

    private void end(String asker) {
        open.computeIfPresent(asker, (name, count) -> count == 1 ? null : count - 1);
    }
}
