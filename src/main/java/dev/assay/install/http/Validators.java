package dev.assay.install.http;

import dev.assay.install.store.DownloadRecord;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * The headers by which a server tells one content from another (RFC 9110, 8.8).
 *
 * @param etag the header {@code ETag}, quotes included
 * @param lastModified the header {@code Last-Modified}
 */
record Validators(Optional<String> etag, Optional<String> lastModified) {
    static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

    /** Leaves out what cannot be sent as a header: a record in the store may have been altered. */
    Validators {
        etag = etag.filter(Header::isValue);
        lastModified = lastModified.filter(Header::isValue);
    }

    static Validators of(DownloadRecord record) {
        return new Validators(record.etag(), record.lastModified());
    }

    static Validators of(HttpHeaders headers) {
        return new Validators(headers.firstValue("ETag"), headers.firstValue("Last-Modified"));
    }

    boolean any() {
        return etag.isPresent() || lastModified.isPresent();
    }

    /** These, completed by others of the same content: a server need not repeat them all. */
    Validators or(Validators others) {
        return new Validators(etag.or(others::etag), lastModified.or(others::lastModified));
    }
}
