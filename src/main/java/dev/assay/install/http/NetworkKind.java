package dev.assay.install.http;

import dev.assay.text.IpText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The kinds of networks that a server may be in, from the open to the closed. */
enum NetworkKind {
    /** Everybody may reach it. */
    PUBLIC("a public address"),
    /** An organisation's own network, such as that of a cluster (RFC 1918, RFC 4193, RFC 6598). */
    PRIVATE("a private address"),
    /** This machine. */
    LOOPBACK("this machine"),
    /**
     * An address that no server of files has: link-local, where clouds hand out credentials, multicast, and what stands for
     * no machine (RFC 6890).
     */
    SPECIAL("a link-local or other special address");

    private static final List<Predicate<InetAddress>> PRIVATE_PREFIXES = prefixes("100.64.0.0/10", "fc00::/7");

    /** The last three are services for the machines of a cloud: Azure's, Alibaba's and Amazon's. */
    private static final List<Predicate<InetAddress>> SPECIAL_PREFIXES =
            prefixes("0.0.0.0/8", "240.0.0.0/4", "168.63.129.16/32", "100.100.100.200/32", "fd00:ec2::/32");

    /** The networks in which an IPv4 address is the end of one of IPv6 (RFC 6052). */
    private static final List<Predicate<InetAddress>> TRANSLATED = prefixes("64:ff9b::/96", "::/96");

    private final String text;

    NetworkKind(String text) {
        this.text = text;
    }

    /** Finds the addresses of a name, as the client does that connects to it; blocks. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** The most closed kind that the host has an address of; empty where its name is not known. */
    static Optional<NetworkKind> of(String host, Resolver resolver) {
        try {
            return Stream.of(resolver.resolve(host)).map(NetworkKind::of).max(NetworkKind::compareTo);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static NetworkKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || SPECIAL_PREFIXES.stream().anyMatch(prefix -> prefix.test(address))) {
            return SPECIAL;
        }
        if (TRANSLATED.stream().anyMatch(prefix -> prefix.test(address))) {
            return ofIpv4(bytes, 12);
        }
        if (bytes.length == 16 && bytes[0] == 0x20 && bytes[1] == 0x02) {
            // 6to4 (RFC 3056)
            return ofIpv4(bytes, 2);
        }
        return address.isSiteLocalAddress() || PRIVATE_PREFIXES.stream().anyMatch(prefix -> prefix.test(address))
                ? PRIVATE
                : PUBLIC;
    }

    /** For people, for instance {@code a private address}. */
    @Override
    public String toString() {
        return text;
    }

    private static NetworkKind ofIpv4(byte[] bytes, int at) {
        byte[] inner = {bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]};
        try {
            return of(InetAddress.getByAddress(inner));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static List<Predicate<InetAddress>> prefixes(String... texts) {
        return Stream.of(texts).flatMap(text -> IpText.prefix(text).stream()).toList();
    }
}
