package dev.assay.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPairsTest {
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_fits_its_own_certificate_alone(String algorithm) throws Exception {
        KeyPair one = pair(algorithm);

        assertThat(KeyPairs.fit(one.getPrivate(), one.getPublic())).isTrue();
        assertThat(KeyPairs.fit(one.getPrivate(), pair(algorithm).getPublic())).isFalse();
    }

    @Test
    void keys_of_two_kinds_do_not_fit() throws Exception {
        assertThat(KeyPairs.fit(pair("EC").getPrivate(), pair("RSA").getPublic()))
                .isFalse();
    }

    private static KeyPair pair(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }
}
