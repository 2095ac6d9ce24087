package dev.assay.cluster;

import java.util.regex.Pattern;

/** What names may be in Kubernetes; an address that is made of others may be that of another object. */
public final class KubernetesName {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST = 253;

    private KubernetesName() {}

    static boolean isNamespace(String text) {
        return text.length() <= LONGEST_LABEL && LABEL.matcher(text).matches();
    }

    public static boolean isSecret(String text) {
        return text.length() <= LONGEST && SUBDOMAIN.matcher(text).matches();
    }

    static boolean isKey(String text) {
        return text.length() <= LONGEST && KEY.matcher(text).matches();
    }
}
