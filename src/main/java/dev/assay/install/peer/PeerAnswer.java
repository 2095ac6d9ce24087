package dev.assay.install.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.install.store.DownloadRecord;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.text.JsonFields;
import dev.assay.text.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A peer's answer to the question whether it has an executable.
 *
 * @param record what it has
 * @param problem why it has nothing, a clause; empty where it has something
 */
record PeerAnswer(Peer peer, Optional<DownloadRecord> record, String problem) {
    static PeerAnswer failed(Peer peer, String problem) {
        return new PeerAnswer(peer, Optional.empty(), problem);
    }

    /**
     * Reads an answer.
     *
     * @param wanted the one digest that the executable may have; empty where only its location is known
     * @param body the JSON that {@code GET /api/v1/executables} answers with
     */
    static PeerAnswer read(Peer peer, Optional<String> wanted, byte[] body) {
        try {
            JsonNode first = Json.object(body).path("executables").path(0);
            if (first.isMissingNode()) {
                return failed(peer, "it does not have it");
            }
            String digest = first.path("sha256").asText();
            if (!Sha256.isDigest(digest)) {
                return failed(peer, "its answer has no digest");
            }
            return wanted.filter(sha256 -> !sha256.equals(digest)).isPresent()
                    ? failed(peer, "its answer is about another executable")
                    : new PeerAnswer(peer, Optional.of(record(digest, first)), "");
        } catch (DocumentException | DateTimeException e) {
            return failed(peer, "its answer cannot be read");
        }
    }

    private static DownloadRecord record(String digest, JsonNode json) {
        return new DownloadRecord(
                digest,
                JsonFields.optionalText(json, "etag"),
                JsonFields.optionalText(json, "lastModified"),
                JsonFields.optionalText(json, "fetched").map(Instant::parse).orElse(Instant.EPOCH));
    }
}
