package dev.assay.sample;

import dev.assay.metric.ProviderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The servers that a sample plugin may ask. The variable {@value #VARIABLE} lists them as {@link TargetPattern}s, with
 * commas or blanks between them. Without the variable every server may be asked; with an empty one, none.
 */
final class AllowedTargets {
    private static final String VARIABLE = "ALLOWED_TARGETS";

    /** Every server may be asked. */
    static final AllowedTargets ALL = new AllowedTargets(true, List.of(), List.of());

    /** The most entries that a message shows. */
    private static final int MAX_SHOWN = 10;

    private final boolean all;
    private final List<TargetPattern> patterns;
    private final List<String> faults;

    private AllowedTargets(boolean all, List<TargetPattern> patterns, List<String> faults) {
        this.all = all;
        this.patterns = List.copyOf(patterns);
        this.faults = List.copyOf(faults);
    }

    static AllowedTargets of(Map<String, String> environment) {
        return environment.containsKey(VARIABLE) ? parse(environment.getOrDefault(VARIABLE, "")) : ALL;
    }

    private static AllowedTargets parse(String list) {
        List<TargetPattern> patterns = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Stream.of(list.split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> TargetPattern.parse(entry).ifPresentOrElse(patterns::add, () -> faults.add(entry)));
        return new AllowedTargets(false, patterns, faults);
    }

    /** @throws ProviderException where an entry cannot be read */
    void requireValid() {
        if (!faults.isEmpty()) {
            throw new ProviderException("tried to read ALLOWED_TARGETS, but " + shown(faults.stream())
                    + " cannot be understood; write name, *.domain, address or prefix such as 10.0.0.0/8, each with or"
                    + " without :port");
        }
    }

    /**
     * Lets a request pass, or throws.
     *
     * @param target the address of the request, or that which a redirect leads to
     * @param asked the URL that the caller named, for the message
     */
    void check(URI target, String asked) {
        requireValid();
        Target wanted = Target.of(target);
        if (all || patterns.stream().anyMatch(pattern -> pattern.matches(wanted))) {
            return;
        }
        String permitted = patterns.isEmpty()
                ? "which is empty"
                : "which has " + shown(patterns.stream().map(TargetPattern::toString));
        throw new ProviderException(
                "tried to ask " + asked + ", but " + wanted + " is not in the plugin's ALLOWED_TARGETS, " + permitted
                        + "; ask another server, or add it to env of the plugin's entry");
    }

    private static String shown(Stream<String> entries) {
        List<String> all = entries.toList();
        return all.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "))
                + (all.size() > MAX_SHOWN ? " and " + (all.size() - MAX_SHOWN) + " more" : "");
    }
}
