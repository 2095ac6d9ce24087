package dev.assay.install.http;

import dev.assay.text.IpText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The servers that are asked without a proxy, by Go's rules for {@code NO_PROXY} (golang.org/x/net/http/httpproxy).
 * Entries are separated by commas; {@code *} is everybody; {@code example.com} is that host and all below it, {@code
 * .example.com} and {@code *.example.com} those below it; {@code 10.1.2.3}, {@code 10.0.0.0/8} and the like for IPv6
 * are addresses as they are written, no name is looked up; all but prefixes may have a port. What cannot be read is
 * ignored.
 */
final class NoProxy {
    private final List<Predicate<Address.Origin>> rules;

    private NoProxy(List<Predicate<Address.Origin>> rules) {
        this.rules = List.copyOf(rules);
    }

    static NoProxy parse(String text) {
        List<Predicate<Address.Origin>> rules = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String entry = part.trim().toLowerCase(Locale.ROOT);
            if (!entry.isEmpty()) {
                rules.add(rule(entry));
            }
        }
        return new NoProxy(rules);
    }

    boolean covers(Address.Origin origin) {
        boolean local = origin.host().equals("localhost")
                || IpText.parse(origin.host())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
        return local || rules.stream().anyMatch(rule -> rule.test(origin));
    }

    private static Predicate<Address.Origin> rule(String entry) {
        if (entry.equals("*")) {
            return origin -> true;
        }
        if (entry.contains("/")) {
            return IpText.prefix(entry)
                    .map(prefix -> (Predicate<Address.Origin>)
                            origin -> IpText.parse(origin.host()).filter(prefix).isPresent())
                    .orElse(origin -> false);
        }
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon >= 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        String host = hasPort ? entry.substring(0, colon) : entry;
        OptionalInt port = hasPort ? port(entry.substring(colon + 1)) : OptionalInt.empty();
        if (host.isEmpty() || (hasPort && port.isEmpty())) {
            return origin -> false;
        }
        Predicate<String> named = IpText.parse(host)
                .map(address -> (Predicate<String>)
                        other -> IpText.parse(other).filter(address::equals).isPresent())
                .orElseGet(() -> domain(host));
        return origin -> named.test(origin.host()) && (port.isEmpty() || port.getAsInt() == origin.port());
    }

    private static Predicate<String> domain(String entry) {
        String name = entry.startsWith("*.") ? entry.substring(1) : entry;
        String suffix = name.startsWith(".") ? name : "." + name;
        return host ->
                IpText.parse(host).isEmpty() && (host.endsWith(suffix) || (!name.startsWith(".") && host.equals(name)));
    }

    private static OptionalInt port(String text) {
        return text.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
