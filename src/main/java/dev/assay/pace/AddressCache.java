package dev.assay.pace;

import java.security.Security;

/** How long this process keeps the addresses of a name. Java does so for 30 seconds, in which pods come and go. */
public final class AddressCache {
    private static final String PROPERTY = "networkaddress.cache.ttl";
    private static final String SECONDS = "5";

    private AddressCache() {}

    /** To be called before a name is looked up. */
    public static void shorten() {
        Security.setProperty(PROPERTY, SECONDS);
        // This one is read by gRPC, which has a cache of its own.
        System.setProperty(PROPERTY, SECONDS);
    }
}
