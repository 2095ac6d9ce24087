package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], 0:0:0:0:0:0:0:1",
        "fe80::a, fe80:0:0:0:0:0:0:a",
        "::ffff:10.0.0.1, 10.0.0.1",
    })
    void an_address_is_read(String text, String address) {
        assertThat(IpText.parse(text)).map(InetAddress::getHostAddress).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "localhost",
                "a",
                "10",
                "10.1",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.4.",
                "01.2.3.4",
                "0x7f.0.0.1",
                "1:2",
                ":::",
                "::1::",
                "fe80::1%lo",
                "fe80::1%1",
                "::1/64",
                "\u0661.2.3.4"
            })
    void a_text_that_is_no_address_gives_none_without_a_look_up(String text) {
        assertThat(IpText.parse(text)).isEmpty();
    }

    @Test
    void a_prefix_is_that_of_the_addresses_which_begin_alike() {
        Predicate<InetAddress> ten = IpText.prefix("10.1.0.0/15").orElseThrow();
        assertThat(ten).accepts(ip("10.1.2.3"), ip("10.0.0.0")).rejects(ip("10.2.0.0"), ip("::1"));
        assertThat(IpText.prefix("fe80::/10").orElseThrow())
                .accepts(ip("febf::1"))
                .rejects(ip("fec0::1"));
        assertThat(IpText.prefix("0.0.0.0/0").orElseThrow())
                .accepts(ip("1.2.3.4"))
                .rejects(ip("::1"));
        assertThat(IpText.prefix("10.0.0.0/33")).isEmpty();
        assertThat(IpText.prefix("10.0.0.0")).isEmpty();
        assertThat(IpText.prefix("host/8")).isEmpty();
    }

    private static InetAddress ip(String text) {
        return IpText.parse(text).orElseThrow();
    }
}
