package dev.assay.measure.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Names that no other run has: the wanted one, or with a number behind it, as {@code CreateWithCollisionCounter} in Argo's
 * {@code utils/analysis/helpers.go} makes them. While a run with the wanted name is kept, no number comes again. Guarded by
 * the lock of {@link KeptRuns}.
 */
final class RunNames {
    private final Map<String, Family> families = new HashMap<>();

    /** The runs for which the same name was wanted. */
    private static final class Family {
        private int members;
        private int next = 1;
    }

    /** @param taken whether a run has this name */
    String take(String wanted, Predicate<String> taken) {
        Family family = families.computeIfAbsent(wanted, name -> new Family());
        family.members++;
        String name = wanted;
        while (taken.test(name)) {
            name = wanted + "." + family.next;
            family.next++;
        }
        return name;
    }

    /** @param wanted as it was taken with */
    void giveBack(String wanted) {
        Family family = Objects.requireNonNull(families.get(wanted));
        family.members--;
        if (family.members == 0) {
            families.remove(wanted);
        }
    }
}
