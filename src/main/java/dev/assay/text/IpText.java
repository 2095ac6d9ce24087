package dev.assay.text;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses that are written as such; no name is ever looked up. */
public final class IpText {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /** Java takes what has a colon for an address, or refuses it without asking anybody. */
    private static final Pattern V6 = Pattern.compile("[0-9a-f]*:[0-9a-f:.]*");

    private static final Pattern PREFIX = Pattern.compile("([^/]+)/([0-9]{1,3})");

    private IpText() {}

    /** @param text in lower case; IPv6 with or without brackets */
    public static Optional<InetAddress> parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!V4.matcher(bare).matches() && !V6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** As in {@code 10.0.0.0/8}: which addresses begin like that. */
    public static Optional<Predicate<InetAddress>> prefix(String text) {
        Matcher parts = PREFIX.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(parts.group(2));
        return parse(parts.group(1))
                .filter(network -> bits <= network.getAddress().length * Byte.SIZE)
                .map(network -> address -> startsAlike(network.getAddress(), address.getAddress(), bits));
    }

    private static boolean startsAlike(byte[] network, byte[] address, int bits) {
        int shift = network.length * Byte.SIZE - bits;
        return network.length == address.length
                && new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, address).shiftRight(shift));
    }
}
