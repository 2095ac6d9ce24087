package dev.assay.config.entry;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** A quantity of Kubernetes, such as {@code 500m}, {@code 256Mi} or {@code 1.5e3} (apimachinery: api/resource/quantity.go). */
final class KubernetesQuantity {
    /** Short numbers and exponents only: a large exponent would become a number of that many digits. */
    private static final Pattern SYNTAX = Pattern.compile(
            "[+-]?([0-9]{1,20}(\\.[0-9]{0,20})?|\\.[0-9]{1,20})([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?");

    private KubernetesQuantity() {}

    /** The amount in whole units; empty for text that is no quantity. */
    static Optional<BigDecimal> parse(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Quantity.parse(text).getNumericalAmount());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
