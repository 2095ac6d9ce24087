package dev.assay.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A failure with its causes.
 *
 * @param all the failure first, then its cause, and so on, each once; none where nothing failed
 */
public record Causes(List<Throwable> all) {
    public Causes {
        all = List.copyOf(all);
    }

    public static Causes of(@Nullable Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable t = failure; t != null && !all.contains(t); t = t.getCause()) {
            all.add(t);
        }
        return new Causes(all);
    }

    /** The cause of an exception by which a stage of work tells that an earlier one failed; any other failure itself. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    public boolean has(Class<? extends Throwable> type) {
        return first(type).isPresent();
    }

    /** The first one of a type. */
    public <T extends Throwable> Optional<T> first(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The last one, which often holds the operating system's message. */
    public Optional<Throwable> innermost() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
