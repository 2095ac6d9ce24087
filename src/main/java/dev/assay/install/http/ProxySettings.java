package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The choice of the proxy by {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, or the same in lower case,
 * which counts where the other is empty: the rules of Go (golang.org/x/net/http/httpproxy), and so of Argo. {@code
 * localhost} and loopback addresses are never asked through a proxy.
 */
final class ProxySettings extends ProxySelector {
    private static final int DEFAULT_PORT = 80;
    private static final int HIGHEST_PORT = 65_535;

    private final Map<String, String> environment;
    private final NoProxy exceptions;

    ProxySettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.exceptions = NoProxy.parse(value("NO_PROXY").orElse(""));
    }

    /**
     * A proxy that speaks HTTP.
     *
     * @param variable that names it
     * @param authorization the header {@code Proxy-Authorization}
     */
    record HttpProxy(String variable, String host, int port, Optional<String> authorization) {
        /** For people. */
        @Override
        public String toString() {
            return "the proxy " + host + ":" + port + " (" + variable + ")";
        }
    }

    /** Throws {@link DownloadFault} when the proxy is not one that Assay can speak to. */
    Optional<HttpProxy> proxyFor(URI target) {
        String variable = Address.scheme(target).equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY";
        Optional<String> proxy = value(variable);
        if (proxy.isEmpty() || exceptions.covers(Address.origin(target))) {
            return Optional.empty();
        }
        return Optional.of(parse(variable, proxy.get().trim()));
    }

    @Override
    public List<Proxy> select(URI target) {
        return List.of(proxyFor(target)
                .map(p -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(p.host(), p.port())))
                .orElse(Proxy.NO_PROXY));
    }

    /** Does nothing, since whoever asked reports the failure. */
    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {}

    private Optional<String> value(String variable) {
        return Stream.of(variable, variable.toLowerCase(Locale.ROOT))
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static HttpProxy parse(String variable, String text) {
        String full = text.contains("://") ? text : "http://" + text;
        URI uri = Address.parse(full)
                .filter(u -> !Address.host(u).isEmpty() && u.getPort() != 0 && u.getPort() <= HIGHEST_PORT)
                .orElseThrow(() -> fault(variable + " is no address of a proxy", variable));
        if (!Address.scheme(uri).equals("http")) {
            throw fault(
                    variable + " names a proxy by the scheme \"" + Address.scheme(uri)
                            + "\", and Assay speaks plain http to proxies",
                    variable);
        }
        return new HttpProxy(
                variable,
                Address.host(uri),
                uri.getPort() >= 0 ? uri.getPort() : DEFAULT_PORT,
                Address.basicAuthorization(uri));
    }

    private static DownloadFault fault(String reason, String variable) {
        return DownloadFault.of(
                Kind.SETTING,
                reason,
                "write " + variable
                        + "=http://host:port, or http://user:password@host:port, or name the server in NO_PROXY");
    }
}
