package dev.assay.install.http;

import dev.assay.config.PluginSpec;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import dev.assay.install.http.DownloadFault.Kind;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * The headers that {@code headersFrom} asks for: each key of each Secret is a header's name, as in Argo
 * (utils/plugin/downloader.go).
 */
public final class SecretHeaders {
    private static final Logger LOG = Logger.getLogger(SecretHeaders.class);

    /** The headers that a client sets for its own connection and message. Go, and so Argo, ignores most of them too. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "trailer",
            "te",
            "connection",
            "keep-alive",
            "upgrade",
            "expect",
            "range",
            "if-range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "proxy-authorization");

    private SecretHeaders() {}

    /** Reads the Secrets as they are now. Fails with {@link DownloadFault}. */
    static Uni<List<Header>> read(PluginSpec spec, Secrets secrets) {
        Uni<List<Header>> all = Uni.createFrom().item(ArrayList::new);
        for (String name : spec.headersFrom()) {
            all = all.chain(headers -> secrets.read(name).map(entries -> {
                headers.addAll(headers(spec.name(), name, entries));
                return headers;
            }));
        }
        return all.onFailure(SecretException.class).transform(SecretHeaders::unreadable);
    }

    /** The reasons why entries of a Secret cannot be sent as headers, each with its remedy. No value stands in them. */
    public static Map<String, String> problems(String secret, Map<String, String> entries) {
        Map<String, String> problems = new LinkedHashMap<>();
        new TreeMap<>(entries).forEach((name, value) -> {
            if (!Header.isName(name)) {
                problems.put(
                        "the Secret " + secret + " has a key that is no name of a header",
                        "name each of its keys as the header that is to be sent");
            } else if (!Header.isValue(value)) {
                problems.put(
                        "the value of " + name + " in the Secret " + secret
                                + " has a line break or another character that no header may have",
                        "store it without; a line break at its end often comes from echo or an editor");
            }
        });
        return problems;
    }

    private static List<Header> headers(String plugin, String secret, Map<String, String> entries) {
        problems(secret, entries).forEach((problem, remedy) -> {
            throw DownloadFault.of(Kind.SETTING, problem, remedy);
        });
        List<Header> headers = new ArrayList<>();
        new TreeMap<>(entries).forEach((name, value) -> {
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                LOG.warnf(
                        "Plugin %s: the header %s of the Secret %s is not sent, it is Assay's own to set",
                        plugin, name, secret);
            } else {
                headers.add(new Header(name, value));
            }
        });
        return headers;
    }

    private static DownloadFault unreadable(Throwable e) {
        return DownloadFault.withOwnRemedy(Kind.PASSING, "its headers cannot be had: " + e.getMessage(), e);
    }
}
