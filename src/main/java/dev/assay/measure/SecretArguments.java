package dev.assay.measure;

import dev.assay.analysis.AnalysisException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.SecretReference;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the arguments that come from Secrets. A caller chooses the namespace, and by the metric's configuration also the
 * place to which the value is sent. So only the namespaces in the settings are read.
 */
final class SecretArguments {
    /** How many keys are read for one run; each is a request to the API server. */
    private static final int MAX_REFERENCES = 100;

    private static final int MAX_CONCURRENT = 4;

    private final Set<String> namespaces;

    /** Empty where no Secrets are read. */
    private final Optional<SecretValues> values;

    /** @param namespaces whose Secrets callers may use */
    SecretArguments(Set<String> namespaces, SecretValues values) {
        this(namespaces, Optional.of(values));
    }

    private SecretArguments(Set<String> namespaces, Optional<SecretValues> values) {
        this.namespaces = Set.copyOf(namespaces);
        this.values = values;
    }

    /** Refuses each argument that stands in a Secret. */
    static SecretArguments unread() {
        return new SecretArguments(Set.of(), Optional.empty());
    }

    /** Reads the values that the run's arguments refer to. Fails with {@link AnalysisException} when one cannot be had. */
    Uni<Map<SecretReference, String>> read(AnalysisRun run) {
        List<SecretReference> references = run.arguments().stream()
                .flatMap(argument -> argument.secretToRead().stream())
                .distinct()
                .toList();
        Optional<String> refusal = run.arguments().stream()
                .filter(argument -> argument.secretToRead().isPresent())
                .findFirst()
                .flatMap(argument -> refusal(argument, run.namespace(), references.size()));
        if (refusal.isPresent()) {
            return Uni.createFrom().failure(new AnalysisException(refusal.get()));
        }
        return Multi.createFrom()
                .iterable(references)
                .onItem()
                .transformToUni(
                        reference -> value(run.namespace(), reference).map(value -> Map.entry(reference, value)))
                .merge(MAX_CONCURRENT)
                .collect()
                .in(LinkedHashMap::new, (read, entry) -> read.put(entry.getKey(), entry.getValue()));
    }

    private Uni<String> value(String namespace, SecretReference reference) {
        return values.orElseThrow().value(namespace, reference);
    }

    private Optional<String> refusal(Argument argument, String namespace, int count) {
        SecretReference reference = argument.secretToRead().orElseThrow();
        String argumentInSecret = "argument \"%s\" stands in key '%s' of secret '%s'"
                .formatted(argument.name(), reference.key(), reference.name());
        if (values.isEmpty()) {
            return Optional.of(argumentInSecret + ", but no cluster is asked here; give its value with --arg");
        }
        if (namespace.isEmpty()) {
            return Optional.of(
                    argumentInSecret + ", but the run has no namespace; write metadata.namespace, or give its value");
        }
        if (!namespaces.contains(namespace)) {
            return Optional.of(argumentInSecret + " in the namespace '" + namespace
                    + "', whose secrets callers may not use; list the namespace in assay.args.secrets.namespaces, or"
                    + " give its value");
        }
        if (count > MAX_REFERENCES) {
            return Optional.of("the arguments stand in " + count + " keys of secrets, more than the " + MAX_REFERENCES
                    + " that are read for one run; give some of the values");
        }
        return Optional.empty();
    }
}
