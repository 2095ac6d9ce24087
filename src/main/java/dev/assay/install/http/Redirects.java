package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.text.IpText;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The redirects of one attempt. Not thread-safe. */
final class Redirects {
    /** The limit of Go's client, and so of Argo. */
    private static final int MOST = 10;

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private final List<URI> visited = new ArrayList<>();
    private final boolean mayLeaveTls;
    private final Predicate<URI> isProxied;
    private final NetworkKind.Resolver resolver;

    /**
     * @param first the address without user and password
     * @param mayLeaveTls whether to follow from {@code https} to {@code http}: only what a digest vouches for may come
     *     through a connection that others can write to
     * @param isProxied whether an address is asked through a proxy, which then finds the names and has rules of its own
     */
    Redirects(URI first, boolean mayLeaveTls, Predicate<URI> isProxied) {
        this(first, mayLeaveTls, isProxied, InetAddress::getAllByName);
    }

    Redirects(URI first, boolean mayLeaveTls, Predicate<URI> isProxied, NetworkKind.Resolver resolver) {
        visited.add(first);
        this.mayLeaveTls = mayLeaveTls;
        this.isProxied = isProxied;
        this.resolver = resolver;
    }

    static boolean isRedirect(int status) {
        return STATUSES.contains(status);
    }

    /** The address that is asked now. */
    URI current() {
        return visited.get(visited.size() - 1);
    }

    boolean any() {
        return visited.size() > 1;
    }

    /** The server that is asked now, as the subject of a sentence. */
    String who() {
        return any() ? Address.shown(current()) + ", to which the server redirects," : "the server";
    }

    /**
     * The address to ask next; it may hold a user and password. Throws {@link DownloadFault}. Blocks while names are looked
     * up. Java's client uses the result of the same look-up, which is remembered for some seconds.
     */
    URI follow(int status, Optional<String> location) {
        URI next = target(status, location);
        if (Address.host(next).isEmpty() && Address.scheme(next).startsWith("http")) {
            throw refused(
                    text(next.getRawAuthority()).contains("_")
                            ? "redirects to an address whose host has a _, and Java asks no such server"
                            : "redirects to an address without a valid host");
        }
        if (!Set.of("http", "https").contains(Address.scheme(next))) {
            throw refused(
                    "redirects to an address that is not http or https (scheme \"" + Address.scheme(next) + "\")");
        }
        if (Address.scheme(current()).equals("https") && Address.scheme(next).equals("http") && !mayLeaveTls) {
            throw DownloadFault.of(
                    Kind.REFUSED,
                    who() + " redirects from https to " + Address.shown(next)
                            + ", where others could change the file on its way",
                    "have the server redirect to https, or write the sha256 of the file into the configuration");
        }
        URI bare = Address.bare(next);
        if (visited.contains(bare)) {
            visited.add(bare);
            throw DownloadFault.of(
                    Kind.REFUSED,
                    "the redirects go round in a circle ("
                            + visited.stream().map(Address::shown).collect(Collectors.joining(" -> ")) + ")",
                    "write the address of the file itself, or correct the server");
        }
        if (visited.size() > MOST) {
            throw DownloadFault.of(
                    Kind.REFUSED,
                    "there were more than " + MOST + " redirects, the last one to " + Address.shown(bare),
                    "write the address of the file itself");
        }
        checkNetwork(bare);
        visited.add(bare);
        return next;
    }

    /**
     * A server of files is not to make Assay ask those whom only Assay can reach: a redirect leads to no network that is more
     * closed than that of the location.
     */
    private void checkNetwork(URI next) {
        if (isProxied.test(next) && IpText.parse(Address.host(next)).isEmpty()) {
            return;
        }
        NetworkKind from =
                NetworkKind.of(Address.host(visited.get(0)), resolver).orElse(NetworkKind.PRIVATE);
        NetworkKind to = NetworkKind.of(Address.host(next), resolver).orElse(NetworkKind.PUBLIC);
        if (to.compareTo(from) > 0) {
            throw DownloadFault.of(
                    Kind.REFUSED,
                    who() + " redirects to " + Address.shown(next) + ", which is " + to + ", and a redirect from "
                            + from + " may not lead there",
                    "correct the server, or write the address of the file itself");
        }
    }

    private URI target(int status, Optional<String> location) {
        String text = location.orElseThrow(() -> refused("answered " + status + " without saying where to go"));
        return Address.parse(Address.escaped(text))
                .map(this::resolve)
                .orElseThrow(() -> refused("redirects to an address that cannot be read"));
    }

    /** Resolves by RFC 3986 (5.2.2). Java follows an older one, which differs where a path is empty. */
    private URI resolve(URI reference) {
        URI from = Address.bare(current());
        boolean isQueryOnly = !reference.isAbsolute()
                && reference.getRawAuthority() == null
                && reference.getRawPath().isEmpty();
        if (isQueryOnly) {
            String query = reference.getRawQuery();
            return query == null ? from : URI.create(from.toString().split("\\?", 2)[0] + "?" + query);
        }
        return (from.getRawPath().isEmpty() ? from.resolve("/") : from).resolve(reference);
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }

    private DownloadFault refused(String what) {
        return DownloadFault.of(
                Kind.REFUSED, who() + " " + what, "write the address of the file itself, or correct the server");
    }
}
