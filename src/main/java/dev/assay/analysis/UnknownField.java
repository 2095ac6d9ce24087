package dev.assay.analysis;

import dev.assay.text.ForeignText;
import java.util.Optional;

/**
 * A field that Argo's types do not have.
 *
 * @param path for instance {@code spec.metrics[0].sucessCondition}
 * @param meant the name that was probably meant
 * @param origin who may have written it
 * @param object the object that has it, for instance {@code AnalysisTemplate x}; empty for the only one
 */
public record UnknownField(String path, Optional<String> meant, Origin origin, String object) {
    /** The writer of a field, as far as its place tells. */
    enum Origin {
        /** The author of a manifest. */
        AUTHOR,
        /** A newer Argo or Kubernetes, whose fields Assay does not use. */
        CONTROLLER,
        /** The author of a request that only Assay has. */
        CALLER
    }

    /** This field with the name of the object that has it. */
    UnknownField in(String named) {
        return new UnknownField(path, meant, origin, named);
    }

    /** Whether a request with this field is refused. */
    public boolean isRefused(boolean strict) {
        return switch (origin) {
            case AUTHOR -> strict;
            case CONTROLLER -> false;
            case CALLER -> true;
        };
    }

    /** {@code unknown field "spec.x"}, as a Kubernetes API server says it, with the name that was meant. */
    @Override
    public String toString() {
        return "unknown field " + ForeignText.quoted(path)
                + meant.map(name -> ", probably " + name).orElse("")
                + (object.isEmpty() ? "" : " in " + object);
    }
}
