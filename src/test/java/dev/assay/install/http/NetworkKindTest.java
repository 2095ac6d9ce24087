package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkKindTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "10.96.0.1, PRIVATE",
        "172.31.0.1, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd00::1, PRIVATE",
        "127.0.0.2, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "169.254.169.254, SPECIAL",
        "::ffff:169.254.169.254, SPECIAL",
        "64:ff9b::a9fe:a9fe, SPECIAL",
        "2002:a9fe:a9fe::1, SPECIAL",
        "::a9fe:a9fe, SPECIAL",
        "fe80::1, SPECIAL",
        "fd00:ec2::254, SPECIAL",
        "168.63.129.16, SPECIAL",
        "100.100.100.200, SPECIAL",
        "0.0.0.0, SPECIAL",
        "0.1.2.3, SPECIAL",
        "::, SPECIAL",
        "224.0.0.1, SPECIAL",
        "255.255.255.255, SPECIAL"
    })
    void an_address_is_of_the_kind_of_its_network(String address, NetworkKind kind) throws UnknownHostException {
        assertThat(NetworkKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "public.test, http://169.254.169.254/latest/meta-data, a link-local",
        "public.test, http://metadata.test/x, a link-local",
        "public.test, http://2852039166/x, a link-local",
        "public.test, http://[fe80::1]/x, a link-local",
        "public.test, http://mixed.test/x, this machine",
        "public.test, http://localhost.test:6443/x, this machine",
        "public.test, http://cluster.test/x, a private",
        "cluster.test, http://localhost.test/x, this machine",
        "localhost.test, http://metadata.test/x, a link-local",
        "unknown.test, http://127.0.0.1/x, this machine"
    })
    void a_redirect_into_a_more_closed_network_is_refused(String from, String to, String kind) {
        DownloadFault fault = catchThrowableOfType(
                DownloadFault.class, () -> redirects(from, false).follow(302, Optional.of(to)));
        assertThat(fault).hasMessageContaining("redirects to " + to.replaceAll("(//[^/]*).*", "$1"));
        assertThat(fault).hasMessageContaining("which is " + kind);
    }

    @ParameterizedTest
    @CsvSource({
        "public.test, http://public.test/y",
        "public.test, http://unknown.test/y",
        "cluster.test, http://cluster.test/y",
        "cluster.test, http://public.test/y",
        "localhost.test, http://cluster.test/y",
        "localhost.test, http://127.0.0.1/y",
        "metadata.test, http://metadata.test/y",
        "unknown.test, http://cluster.test/y"
    })
    void other_redirects_are_followed(String from, String to) {
        assertThatCode(() -> redirects(from, false).follow(302, Optional.of(to)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_proxy_decides_about_names_and_not_about_addresses() {
        assertThatCode(() -> redirects("public.test", true).follow(302, Optional.of("http://metadata.test/x")))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(DownloadFault.class, () -> redirects("public.test", true)
                        .follow(302, Optional.of("http://169.254.169.254/x"))))
                .hasMessageContaining("a link-local");
    }

    private static Redirects redirects(String from, boolean proxied) {
        Map<String, String[]> names = Map.of(
                "public.test", new String[] {"93.184.216.34"},
                "cluster.test", new String[] {"10.96.0.10"},
                "localhost.test", new String[] {"127.0.0.1"},
                "metadata.test", new String[] {"169.254.169.254"},
                "mixed.test", new String[] {"93.184.216.34", "::1"});
        return new Redirects(URI.create("http://" + from + "/x"), true, uri -> proxied, host -> {
            if (!host.endsWith(".test")) {
                return InetAddress.getAllByName(host);
            }
            String[] addresses = names.get(host);
            if (addresses == null) {
                throw new UnknownHostException(host);
            }
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
    }
}
