package dev.assay.text;

import java.util.regex.Pattern;

/**
 * The rules for names in Kubernetes. A request whose path is made of anything else may be about another object.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object Names and IDs</a>
 */
public final class KubernetesName {
    private static final String LABEL_FORM = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";

    /** The form of a DNS subdomain, in lower case, as a regular expression. */
    public static final String SUBDOMAIN_FORM = LABEL_FORM + "(?:\\." + LABEL_FORM + ")*";

    private static final Pattern LABEL = Pattern.compile(LABEL_FORM);
    private static final Pattern SUBDOMAIN = Pattern.compile(SUBDOMAIN_FORM);
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST = 253;

    private KubernetesName() {}

    /** A namespace: a DNS label of at most 63 characters. */
    public static boolean isNamespace(String text) {
        return text.length() <= LONGEST_LABEL && LABEL.matcher(text).matches();
    }

    /** A Secret, a ConfigMap and most other objects: a DNS subdomain of at most 253 characters. */
    public static boolean isObject(String text) {
        return text.length() <= LONGEST && SUBDOMAIN.matcher(text).matches();
    }

    /** A key in the data of a Secret or ConfigMap. */
    public static boolean isKey(String text) {
        return text.length() <= LONGEST && KEY.matcher(text).matches();
    }
}
