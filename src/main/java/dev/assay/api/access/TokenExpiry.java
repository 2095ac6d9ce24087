package dev.assay.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** When a token expires, as a token that is a JSON Web Token says itself (RFC 7519, {@code exp}). */
final class TokenExpiry {
    private TokenExpiry() {}

    /** @param token one that was accepted; others may say anything */
    static Optional<Instant> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode expiry =
                    Json.object(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return expiry.isNumber() ? Optional.of(Instant.ofEpochSecond(expiry.longValue())) : Optional.empty();
        } catch (DocumentException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
