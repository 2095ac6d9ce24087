package dev.assay.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretFormsTest {
    private static final String SECRET = "p\"a's$s<w>o&r/d \\ \u00e4\tZ";

    @Test
    void a_value_is_found_as_a_string_of_each_language() {
        SecretMask mask = SecretMask.of(List.of(SECRET));
        assertThat(List.of(
                        SECRET,
                        "p\\\"a's$s<w>o&r/d \\\\ \u00e4\\tZ",
                        "p\\\"a's$s\\u003cw\\u003eo\\u0026r/d \\\\ \u00e4\\tZ",
                        "p\\\"a's$s<w>o&r/d \\\\ \\u00e4\\tZ",
                        "p\"a\\'s$s<w>o&r/d \\\\ \u00e4\\tZ",
                        "p\"a'\\''s$s<w>o&r/d \\ \u00e4\tZ",
                        "p\\\"a's\\$s<w>o&r/d \\\\ \u00e4\tZ",
                        "p&quot;a&#39;s$s&lt;w&gt;o&amp;r/d \\ \u00e4\tZ",
                        "p%22a%27s%24s%3Cw%3Eo%26r%2Fd%20%5C%20%C3%A4%09Z",
                        "p%22a%27s%24s%3cw%3eo%26r%2fd+%5c+%c3%a4%09Z"))
                .allSatisfy(form -> assertThat(mask.mask("x=" + form + ";")).isEqualTo("x=*****;"));
    }

    @Test
    void a_value_is_found_in_base64_wherever_it_stands_in_what_was_encoded() {
        SecretMask mask = SecretMask.of(List.of("a-very-secret-token-of-length-33!"));
        for (String before : List.of("", "u", "us", "user:")) {
            String text = before + "a-very-secret-token-of-length-33!" + before;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().encodeToString(bytes);
            assertThat(mask.mask(encoded)).contains("*****").hasSizeLessThan(5 + 2 * before.length() + 8);
            assertThat(mask.mask(HexFormat.of().formatHex(bytes))).contains("*****");
        }
    }

    @Test
    void a_value_is_found_in_hex_whose_bytes_stand_apart() {
        String secret = "a-very-secret-token-of-length-33!";
        SecretMask mask = SecretMask.of(List.of(secret));
        for (HexFormat hex : List.of(HexFormat.ofDelimiter(" "), HexFormat.ofDelimiter(":"))) {
            assertThat(List.of(hex, hex.withUpperCase())).allSatisfy(format -> {
                String encoded = format.formatHex(secret.getBytes(StandardCharsets.UTF_8));
                assertThat(mask.mask("x=" + encoded + ";")).isEqualTo("x=*****;");
            });
        }
    }

    @Test
    void no_line_of_a_dump_shows_a_value() {
        String secret = "a-very-secret-token-of-length-33!";
        byte[] bytes = ("TOKEN=" + secret + "\n").getBytes(StandardCharsets.UTF_8);
        SecretMask mask = SecretMask.of(List.of(secret));
        // 16 bytes a line, as od -An -tx1 prints them.
        assertThat(mask.mask(" " + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, 16)))
                .isEqualTo(" 54 4f 4b 45 4e 3d *****");
        assertThat(mask.mask(" " + HexFormat.ofDelimiter(" ").formatHex(bytes, 16, 32)))
                .isEqualTo(" *****");
        assertThat(mask.mask(" " + HexFormat.ofDelimiter(" ").formatHex(bytes, 32, bytes.length)))
                .isEqualTo(" ***** 0a");
    }

    @Test
    void no_break_of_a_line_lets_a_value_in_base64_through() {
        String secret = "0123456789-abcdefghij-KLMNOPQRST-uvwxyz-".repeat(6);
        SecretMask mask = SecretMask.of(List.of(secret));
        String encoded = Base64.getMimeEncoder(76, new byte[] {'\n'})
                .encodeToString(("A=1\nTOKEN=" + secret + "\nB=2\n").getBytes(StandardCharsets.UTF_8));
        encoded.lines().skip(1).limit(2).forEach(line -> assertThat(mask.mask(line))
                .isEqualTo("*****"));
    }

    @Test
    void a_short_value_in_base64_is_hidden_on_both_sides_of_a_break() {
        SecretMask mask = SecretMask.of(List.of("0123456789abcdef"));
        String encoded = Base64.getEncoder().encodeToString("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(mask.mask("TOKEN=" + encoded.substring(0, 10))).isEqualTo("TOKEN=*****");
        assertThat(mask.mask(encoded.substring(10))).doesNotContain(encoded.substring(10, 20));
    }

    @Test
    void each_line_of_a_value_is_found_and_its_frame_stays_readable() {
        SecretMask mask =
                SecretMask.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\r\nkqhkiG9w0BAQEFA\n-----END KEY-----\n"));
        assertThat(mask.mask("-----END KEY-----")).isEqualTo("-----END KEY-----");
        assertThat(mask.mask("key MIIEvQIBADANBg")).isEqualTo("key *****");
        assertThat(mask.mask("kqhkiG9w0BAQEFA")).isEqualTo("*****");
        assertThat(mask.mask("-----BEGIN KEY-----\\nMIIEvQIBADANBg\\r\\nkqhkiG9w0BAQEFA\\n-----END KEY-----"))
                .doesNotContain("MIIE")
                .doesNotContain("kqhk");
    }

    @Test
    void the_start_of_a_value_is_found_where_the_text_was_cut() {
        SecretMask mask = SecretMask.of(List.of("s3cret-token-of-somebody"));
        assertThat(mask.mask("it is s3cret-token-o")).isEqualTo("it is *****");
        assertThat(mask.mask("it is s3cret-token-o...")).isEqualTo("it is *****...");
        assertThat(mask.mask("it is s3cret-t ...; the log has it all"))
                .isEqualTo("it is ***** ...; the log has it all");
        assertThat(mask.mask("it is s3cret-token-o [cut after 20 bytes]"))
                .isEqualTo("it is ***** [cut after 20 bytes]");
        assertThat(mask.mask("it is s3cret-token-o, and more")).isEqualTo("it is s3cret-token-o, and more");
    }

    @Test
    void a_long_value_is_found_whole() {
        String secret = "0123456789abcdef".repeat(4096);
        SecretMask mask = SecretMask.of(List.of(secret.substring(3)));
        assertThat(mask.mask("x" + secret.substring(3) + "y")).isEqualTo("x*****y");
    }

    @Test
    void values_that_overlap_leave_nothing_between_them() {
        SecretMask mask = SecretMask.of(List.of("abcdefgh-ijklmnop", "ijklmnop-qrstuvwx"));
        assertThat(mask.mask("<abcdefgh-ijklmnop-qrstuvwx>")).isEqualTo("<*****>");
    }
}
