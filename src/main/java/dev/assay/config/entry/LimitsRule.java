package dev.assay.config.entry;

import dev.assay.process.ResourceLimits;
import dev.assay.text.Redacted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The rule for limits: {@code limits: {cpu: "1", memory: 256Mi}}, with Kubernetes' quantities. A number may stand without
 * quotes, as in a pod.
 */
final class LimitsRule {
    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";

    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);

    /** The smallest quota of Linux: 1 ms of processor time in 100 ms. */
    private static final long LEAST_MILLI_CPUS = 10;

    private static final long MOST_MILLI_CPUS = 10_000_000;

    private static final long LEAST_BYTES = 1 << 20;

    private static final long MOST_BYTES = 1L << 60;

    private LimitsRule() {}

    /** The limits that have no fault. */
    static ResourceLimits check(Node node, FaultLocation place) {
        return YamlValues.map(node, place, "write limits: {cpu: \"1\", memory: 256Mi}")
                .map(map -> YamlFields.of(map, List.of(CPU, MEMORY), place))
                .map(fields -> new ResourceLimits(
                        fields.get(CPU).map(n -> cpu(n, place.at(CPU))).orElse(OptionalLong.empty()),
                        fields.get(MEMORY).map(n -> memory(n, place.at(MEMORY))).orElse(OptionalLong.empty())))
                .orElse(ResourceLimits.NONE);
    }

    private static OptionalLong cpu(Node node, FaultLocation place) {
        String remedy = "write the number of cores, or their thousandths: \"1\", \"0.5\", 500m";
        Optional<BigDecimal> cores = quantity(node, place, remedy);
        if (cores.isEmpty()) {
            return OptionalLong.empty();
        }
        // Kubernetes rounds up too.
        BigDecimal milli = cores.get().multiply(MILLI).setScale(0, RoundingMode.CEILING);
        return within(milli, LEAST_MILLI_CPUS, MOST_MILLI_CPUS, "10m to 10k cores", node, place, remedy);
    }

    private static OptionalLong memory(Node node, FaultLocation place) {
        String remedy = "write a number with its unit, Ki, Mi or Gi: 256Mi (m is a thousandth, M a million)";
        return quantity(node, place, remedy)
                .map(bytes -> within(
                        bytes.setScale(0, RoundingMode.CEILING),
                        LEAST_BYTES,
                        MOST_BYTES,
                        "1Mi to 1Ei",
                        node,
                        place,
                        remedy))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong within(
            BigDecimal amount, long least, long most, String range, Node node, FaultLocation place, String remedy) {
        if (amount.compareTo(BigDecimal.valueOf(least)) < 0 || amount.compareTo(BigDecimal.valueOf(most)) > 0) {
            place.fault(node, shown(node) + " is outside the range of " + range, remedy);
            return OptionalLong.empty();
        }
        return OptionalLong.of(amount.longValueExact());
    }

    private static Optional<BigDecimal> quantity(Node node, FaultLocation place, String remedy) {
        Optional<BigDecimal> amount =
                node instanceof ScalarNode scalar ? KubernetesQuantity.parse(scalar.getValue()) : Optional.empty();
        if (amount.isEmpty()) {
            place.fault(node, shown(node) + " is no quantity of Kubernetes", remedy);
        }
        return amount;
    }

    private static String shown(Node node) {
        return node instanceof ScalarNode scalar ? Redacted.text(scalar.getValue()) : YamlValues.kind(node);
    }
}
