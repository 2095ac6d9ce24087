package dev.assay.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExpiryTest {
    static String token(String claims) {
        return "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Test
    void a_web_token_says_when_it_expires() {
        assertThat(TokenExpiry.of(token("{\"exp\":1700000000}"))).contains(Instant.ofEpochSecond(1_700_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"exp\":\"soon\"}",
                "{\"exp\":1e400000}",
                "{\"exp\":99999999999999999999}",
                "[]",
                "not json",
                "{\"exp\":"
            })
    void claims_without_a_time_say_nothing(String claims) {
        assertThat(TokenExpiry.of(token(claims)))
                .satisfiesAnyOf(
                        expiry -> assertThat(expiry).isEmpty(),
                        // A time that no token lives to see.
                        expiry -> assertThat(expiry)
                                .get()
                                .extracting(Instant::getEpochSecond)
                                .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b", "a.b.c.d", "a.*.c", "..", "a.!!!.c"})
    void other_tokens_say_nothing(String token) {
        assertThat(TokenExpiry.of(token)).isEmpty();
    }
}
