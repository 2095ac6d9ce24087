package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://:80",
                "://x",
                "http://a b",
                "/x",
                "http://joe@/x",
                "http://proxy:99999",
                "proxy:65536",
                "proxy:0"
            })
    void a_bad_address_of_a_proxy_is_told_when_the_proxy_is_needed(String proxy) {
        ProxySettings rule = new ProxySettings(Map.of("HTTP_PROXY", proxy));
        assertThat(rule.proxyFor(URI.create("https://a.test/"))).isEmpty();
        assertThatThrownBy(() -> rule.proxyFor(URI.create("http://a.test/")))
                .isInstanceOf(DownloadFault.class)
                .hasMessageEndingWith(
                        "write HTTP_PROXY=http://host:port, or http://user:password@host:port, or name the"
                                + " server in NO_PROXY");
    }

    @Test
    void each_scheme_has_its_own() {
        ProxySettings rule = new ProxySettings(Map.of("HTTPS_PROXY", "s.test:3128", "HTTP_PROXY", "http://p.test"));
        assertThat(rule.proxyFor(URI.create("https://a.test/")))
                .contains(new ProxySettings.HttpProxy("HTTPS_PROXY", "s.test", 3128, Optional.empty()));
        assertThat(rule.proxyFor(URI.create("http://a.test/")))
                .contains(new ProxySettings.HttpProxy("HTTP_PROXY", "p.test", 80, Optional.empty()));
    }

    @Test
    void upper_case_comes_before_lower_case_and_what_is_empty_does_not_count() {
        assertThat(host(Map.of("HTTP_PROXY", "upper.test", "http_proxy", "lower.test")))
                .contains("upper.test");
        assertThat(host(Map.of("HTTP_PROXY", "", "http_proxy", "lower.test"))).contains("lower.test");
        assertThat(host(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // entry, address, whether it is asked directly
        "'',                http://example.com/,             false",
        "*,                 http://example.com/,             true",
        "'a.test, *',       http://example.com/,             true",
        "example.com,       http://example.com/,             true",
        "example.com,       http://www.example.com/,         true",
        "EXAMPLE.com,       http://www.Example.COM/,         true",
        "example.com,       http://anexample.com/,           false",
        "example.com,       http://example.com.evil.test/,   false",
        ".example.com,      http://example.com/,             false",
        ".example.com,      http://www.example.com/,         true",
        "*.example.com,     http://www.example.com/,         true",
        "*.example.com,     http://example.com/,             false",
        "' example.com , ', http://example.com/,             true",
        "example.com:80,    http://example.com/,             true",
        "example.com:80,    http://example.com:8080/,        false",
        "example.com:443,   https://example.com/,            true",
        ".example.com:80,   http://www.example.com/,         true",
        "example.com:x,     http://example.com/,             false",
        ":80,               http://example.com/,             false",
        "10.1.2.3,          http://10.1.2.3/,                true",
        "10.1.2.3,          http://10.1.2.34/,               false",
        "10.1.2.3:80,       http://10.1.2.3/,                true",
        "10.1.2.3:81,       http://10.1.2.3/,                false",
        "10.0.0.0/8,        http://10.200.1.1/,              true",
        "10.0.0.0/8,        http://11.0.0.1/,                false",
        "10.0.0.0/33,       http://10.0.0.0/,                false",
        "10.0.0.0/,         http://10.0.0.0/,                false",
        "0.0.0.0/0,         http://10.0.0.0/,                true",
        "0.0.0.0/0,         http://example.com/,             false",
        "0.0.0.0/0,         'http://[2001:db8::1]/',         false",
        "2001:db8::1,       'http://[2001:db8::1]/',         true",
        "[2001:db8::1]:80,  'http://[2001:db8::1]/',         true",
        "[2001:db8::1]:81,  'http://[2001:db8::1]/',         false",
        "2001:db8::/32,     'http://[2001:db8:1:2::3]/',     true",
        "2001:db8::/32,     'http://[2001:db9::1]/',         false",
        "2.3.4,             http://1.2.3.4/,                 false",
        "010.1.2.3,         http://10.1.2.3/,                false",
        "b.test,            http://localhost/,               true",
        "b.test,            http://LOCALHOST:8080/,          true",
        "b.test,            http://127.9.9.9/,               true",
        "b.test,            'http://[::1]/',                 true",
        "b.test,            http://localhost.example.com/,   false",
    })
    void no_proxy_has_the_rules_of_go(String entry, String address, boolean direct) {
        ProxySettings rule =
                new ProxySettings(Map.of("HTTP_PROXY", "p.test", "HTTPS_PROXY", "p.test", "NO_PROXY", entry));
        assertThat(rule.proxyFor(URI.create(address)).isEmpty()).isEqualTo(direct);
    }

    private static Optional<String> host(Map<String, String> environment) {
        return new ProxySettings(environment)
                .proxyFor(URI.create("http://a.test/"))
                .map(ProxySettings.HttpProxy::host);
    }
}
