package dev.assay.measure;

import dev.assay.metric.Caller;
import dev.assay.text.IpText;
import java.net.InetAddress;
import java.security.Principal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who sends a request: by name where callers are known, else by address. */
public final class Callers {
    /** Who owns one IPv6 address owns all that begin with the same 64 bits, so these count as one caller. */
    private static final int IPV6_NETWORK_BYTES = 8;

    private static final int IPV4_BYTES = 4;

    private static final String UNKNOWN = "unknown";

    private final boolean failFast;

    /** @param failFast whether calls fail at once where they would wait, unless the request says otherwise */
    public Callers(boolean failFast) {
        this.failFast = failFast;
    }

    /**
     * Gives the caller of a request.
     *
     * @param principal null where callers are not known
     * @param address of the other end of the connection; null where there is none
     * @param failFast {@code true} or {@code false} as the request has it; null for the setting
     * @throws RequestRefusedException for any other text
     */
    public Caller caller(@Nullable Principal principal, @Nullable String address, @Nullable String failFast) {
        String name = principal == null ? network(address) : principal.getName();
        return new Caller(name, BooleanParameter.read("failFast", failFast, this.failFast));
    }

    private static String network(@Nullable String address) {
        if (address == null) {
            return UNKNOWN;
        }
        if (address.indexOf(':') < 0) {
            return address;
        }
        Optional<InetAddress> parsed = IpText.parse(address);
        return parsed.map(InetAddress::getAddress)
                .filter(bytes -> bytes.length > IPV4_BYTES)
                .map(bytes -> HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)) + "/64")
                .orElse(address);
    }
}
