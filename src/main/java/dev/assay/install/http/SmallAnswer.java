package dev.assay.install.http;

import dev.assay.config.PluginSpec;
import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The answer to a question about files: a short text. */
public final class SmallAnswer {
    /** Many times the length of the records that servers of Assay send, in bytes. */
    private static final int LONGEST = 16 * 1024;

    private static final int OK = 200;

    private SmallAnswer() {}

    /**
     * Asks once; redirects are not followed. The body is empty where it has no length, or is too long. Fails with {@link
     * DownloadFault}. No thread is held while the server is waited for.
     *
     * @param spec has the address as its location, and names the Secrets whose entries are sent as headers
     * @param within the time for all of it
     */
    public static Uni<byte[]> get(DownloadClient downloads, PluginSpec spec, Duration within) {
        URI uri = spec.location().uri();
        return SecretHeaders.read(spec, downloads.secrets())
                .emitOn(downloads.executor())
                .map(headers -> new RequestFactory(uri, headers, Validators.NONE, downloads.proxies()).builder(uri))
                .chain(request -> Uni.createFrom()
                        .completionStage(
                                () -> downloads.client().sendAsync(request.build(), SmallAnswer::subscriberFor)))
                .onFailure(failure -> !(failure instanceof DownloadFault))
                .transform(failure ->
                        TransportFaults.of(failure, Address.origin(uri).toString(), downloads.caSetting()))
                .ifNoItem()
                .after(within)
                .on(downloads.timer())
                .failWith(() -> DownloadFault.of(
                        Kind.PASSING,
                        "the server did not answer within " + HumanUnits.duration(within),
                        "see why it is slow"))
                .invoke(answer -> {
                    if (answer.statusCode() != OK) {
                        throw HttpStatusFaults.fault(answer.statusCode(), "the server");
                    }
                })
                .map(HttpResponse::body);
    }

    private static HttpResponse.BodySubscriber<byte[]> subscriberFor(HttpResponse.ResponseInfo info) {
        long length = info.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
        return info.statusCode() == OK && length <= LONGEST
                ? HttpResponse.BodySubscribers.ofByteArray()
                : HttpResponse.BodySubscribers.mapping(new DiscardBody(), nothing -> new byte[0]);
    }
}
