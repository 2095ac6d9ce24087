package dev.assay.sample;

import dev.assay.text.IpText;
import dev.assay.text.KubernetesName;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of {@link AllowedTargets}, with or without {@code :port} at its end:
 *
 * <ul>
 *   <li>{@code prometheus.monitoring.svc} is the server of that name;
 *   <li>{@code *.monitoring.svc} is each server whose name ends so;
 *   <li>{@code 10.0.0.7} and {@code [fd00::7]} are the servers that a URL names by that address;
 *   <li>{@code 10.0.0.0/8} and {@code fd00::/8} are those that a URL names by an address of that network.
 * </ul>
 *
 * <p>A name is never looked up, since the answer may be another one when the request is sent. So an address permits no name,
 * and a name that is permitted is so whatever its address.
 */
final class TargetPattern {
    private static final int MOST_PORT = 65_535;

    /** The colons of an IPv6 address without brackets belong to the host. */
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*|[^/]*/[0-9]+):([0-9]{1,5})");

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?(" + KubernetesName.SUBDOMAIN_FORM + ")");

    /** A name whose last part is a number is another form of an IPv4 address: {@code 127.1}, {@code 2130706433}. */
    private static final Pattern NUMBER_AT_END = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private final String text;
    private final Predicate<Target> host;
    private final OptionalInt port;

    private TargetPattern(String text, Predicate<Target> host, OptionalInt port) {
        this.text = text;
        this.host = host;
        this.port = port;
    }

    /** Empty for what is none of the four forms. */
    static Optional<TargetPattern> parse(String text) {
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return host(text).map(host -> new TargetPattern(text, host, OptionalInt.empty()));
        }
        int port = Integer.parseInt(parts.group(2));
        return host(parts.group(1))
                .filter(host -> port > 0 && port <= MOST_PORT)
                .map(host -> new TargetPattern(text, host, OptionalInt.of(port)));
    }

    boolean matches(Target target) {
        return (port.isEmpty() || port.getAsInt() == target.port()) && host.test(target);
    }

    private static Optional<Predicate<Target>> host(String text) {
        return IpText.prefix(text)
                .or(() -> IpText.parse(text).map(Predicate::isEqual))
                .map(TargetPattern::ofAddress)
                .or(() -> ofName(Target.plain(text)));
    }

    private static Predicate<Target> ofAddress(Predicate<InetAddress> permitted) {
        return target -> target.address().filter(permitted).isPresent();
    }

    private static Optional<Predicate<Target>> ofName(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.matches() || NUMBER_AT_END.matcher(text).matches()) {
            return Optional.empty();
        }
        String rest = name.group(2);
        boolean exact = name.group(1) == null;
        return Optional.of(target -> target.address().isEmpty()
                && (exact ? target.host().equals(rest) : target.host().endsWith("." + rest)));
    }

    @Override
    public String toString() {
        return text;
    }
}
