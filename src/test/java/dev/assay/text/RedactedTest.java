package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTest {
    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"?", ":", "@", "://a:x", "?a:", "&token", "=", "/", "://", "://@", "?token", ";?="})
    @Timeout(60)
    void long_text_of_repeated_delimiters_is_shown(String part) {
        String repeated = part.repeat(MEBIBYTE / part.length());
        assertThat(Redacted.plain(repeated)).hasSizeLessThan(200);
        assertThat(Redacted.plain("http://h/" + repeated)).startsWith("http://h/");
        assertThat(Redacted.plain("http://user:s3cret/" + repeated.replace("/", "x") + "@h"))
                .startsWith("http://*****@h");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/p, https://h/p",
        "https://h:8080/p, https://h:8080/p",
        "https://h:8080, https://h:8080",
        "https://h:8080/p@v2, https://h:8080/p@v2",
        "https://h/p@v2:x, https://h/p@v2:x",
        "https://h:99/a:b@c, https://h:99/a:b@c",
        "https://[::1]:80/p, https://[::1]:80/p",
        "https://u@h/p, https://*****@h/p",
        "https://u:p@h/p@v, https://*****@h/p@v",
        "https://u:p@q@h/p, https://*****@h/p",
        "https://u:p/q@h/p, https://*****@h/p",
        "https://u:123456/q@h/p, https://*****@h/p",
        "https://u:/q@h/p, https://*****@h/p",
        "https://u:p?q#r@h/p, https://*****@h/p",
        "https://h/x?to=ftp://u:p@g/y, https://h/x?to=ftp://*****@g/y",
        "u:p@h/p, *****@h/p",
        "u:p/q@r@h, *****@h",
        "@u:p, @u:p",
        "h/p@v2, h/p@v2",
        "https://h/p?a=b&X-Amz-Signature=abc&c=d, https://h/p?a=b&X-Amz-Signature=*****&c=d",
        "https://h/p?TOKEN=abc#t, https://h/p?TOKEN=*****#t",
        "https://h/p?a=b?key=c, https://h/p?a=b?key=*****",
        "https://h/p?a?key=c=d, https://h/p?a?key=*****",
        "https://h/p?token=&a=b, https://h/p?token=&a=b",
        "https://h/p#access_token=c, https://h/p#access_token=*****",
        "https://h/token=c, https://h/token=c",
        "https://h/p?a=b;pwd=c, https://h/p?a=b;pwd=*****",
    })
    void secrets_in_an_address_are_masked_and_nothing_else(String address, String shown) {
        assertThat(Redacted.url(address)).isEqualTo(shown);
    }
}
