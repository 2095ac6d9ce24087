package dev.assay.install.http;

import dev.assay.install.store.PartialFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** Makes the requests of one download. */
final class RequestFactory {
    private final URI location;
    private final List<Header> secretHeaders;
    private final Validators known;
    private final ProxySettings proxies;

    /**
     * @param location as configured, with user and password
     * @param secretHeaders sent to the server of the location only
     * @param known of a content that need not come again: the server is asked for another one
     */
    RequestFactory(URI location, List<Header> secretHeaders, Validators known, ProxySettings proxies) {
        this.location = location;
        this.secretHeaders = List.copyOf(secretHeaders);
        this.known = known;
        this.proxies = proxies;
    }

    /**
     * Throws {@link DownloadFault} where there is no way to that address.
     *
     * @param uri the location, or where a redirect leads to; may hold a user and password of its own
     */
    HttpRequest make(URI uri, PartialFile file) {
        HttpRequest.Builder request = builder(uri);
        if (isForRest(file)) {
            request.header("Range", "bytes=" + file.received() + "-");
            request.header("If-Range", file.validator().orElseThrow());
        } else if (isConditional(file)) {
            known.etag().ifPresent(etag -> request.header("If-None-Match", etag));
            known.lastModified().ifPresent(time -> request.header("If-Modified-Since", time));
        }
        return request.build();
    }

    /** A request without conditions. Throws {@link DownloadFault} where there is no way to that address. */
    HttpRequest.Builder builder(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(Address.bare(uri)).GET();
        List<Header> ours = Address.isTrustedAlike(location, uri) ? secretHeaders : List.of();
        ours.forEach(header -> request.header(header.name(), header.value()));
        if (!has(ours, "Authorization")) {
            authorization(uri).ifPresent(value -> request.header("Authorization", value));
        }
        if (!has(ours, "Accept-Encoding")) {
            request.header("Accept-Encoding", "identity");
        }
        if (!has(ours, "User-Agent")) {
            request.header("User-Agent", "assay");
        }
        proxies.proxyFor(uri)
                .flatMap(ProxySettings.HttpProxy::authorization)
                .ifPresent(value -> request.header("Proxy-Authorization", value));
        return request;
    }

    /** Whether the server is asked for what is still missing. */
    boolean isForRest(PartialFile file) {
        return file.validator().isPresent();
    }

    /** Whether the server may answer that nothing has changed. */
    boolean isConditional(PartialFile file) {
        return !isForRest(file) && known.any();
    }

    /** The other end of the connection, for people. */
    String peer(URI uri) {
        return proxies.proxyFor(uri).map(ProxySettings.HttpProxy::toString).orElseGet(() -> Address.origin(uri)
                .toString());
    }

    /**
     * The server with the proxy that it is asked through, if any: either of them may be the one that is silent.
     *
     * @param server the subject of a sentence
     */
    String throughProxy(String server, URI uri) {
        return proxies.proxyFor(uri)
                .map(proxy -> server + (server.endsWith(",") ? "" : ",") + " asked through " + proxy + ",")
                .orElse(server);
    }

    private Optional<String> authorization(URI uri) {
        return Address.basicAuthorization(uri)
                .or(() -> Address.isTrustedAlike(location, uri)
                        ? Address.basicAuthorization(location)
                        : Optional.empty());
    }

    private static boolean has(List<Header> headers, String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }
}
