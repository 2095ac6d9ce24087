package dev.assay.text;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses that are written as such; no name is ever looked up. */
public final class IpText {
    /**
     * The characters of an address. Guava takes digits of other scripts too, and looks up the zone of
     * {@code fe80::1%eth0} among the network interfaces of this machine.
     */
    private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");

    private static final Pattern PREFIX = Pattern.compile("([^/]+)/([0-9]{1,3})");

    private IpText() {}

    /** @param text IPv4 in four parts, or IPv6 with or without brackets */
    public static Optional<InetAddress> parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        return CHARACTERS.matcher(bare).matches() && InetAddresses.isInetAddress(bare)
                ? Optional.of(InetAddresses.forString(bare))
                : Optional.empty();
    }

    /** Whether an address begins with a prefix such as {@code 10.0.0.0/8}; empty for what is no such prefix. */
    public static Optional<Predicate<InetAddress>> prefix(String text) {
        Matcher parts = PREFIX.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(parts.group(2));
        // The predicate keeps bytes: constants are kept in a native executable, which may hold no address.
        return parse(parts.group(1))
                .map(InetAddress::getAddress)
                .filter(network -> bits <= network.length * Byte.SIZE)
                .map(network -> address -> startsAlike(network, address.getAddress(), bits));
    }

    private static boolean startsAlike(byte[] network, byte[] address, int bits) {
        int shift = network.length * Byte.SIZE - bits;
        return network.length == address.length
                && new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, address).shiftRight(shift));
    }
}
