package io.parley.outbound.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // loopback, private, carrier, link-local, unspecified
        "http://127.0.0.1/",
        "http://127.255.255.254/",
        "http://10.0.0.1/",
        "http://10.255.255.255/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://100.127.255.255/",
        "http://169.254.1.1/",
        "http://0.0.0.0/",
        "http://0.1.2.3/",
        // metadata services
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.170.2/v2/credentials",
        "http://100.100.100.200/latest/meta-data/",
        "http://192.0.0.192/latest/",
        "http://168.63.129.16/machine",
        "http://[fd00:ec2::254]/latest/meta-data/",
        // multicast, reserved, documentation, measurements
        "http://224.0.0.1/",
        "http://239.255.255.250:80/",
        "http://255.255.255.255/",
        "http://240.0.0.1/",
        "http://192.0.2.1/",
        "http://198.51.100.1/",
        "http://203.0.113.1/",
        "http://198.18.0.1/",
        "http://192.88.99.1/",
        // IPv6
        "http://[::1]/",
        "http://[::]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[fc00::1]/",
        "http://[fd12:3456:789a::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://[3fff::1]/",
        "http://[100::1]/",
        // an IPv4 address inside an IPv6 one: mapped, compatible, translated, 6to4, NAT64, Teredo
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:8.8.8.8]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2001:0:7f00:1::1]/",
        // other notations of 127.0.0.1 and 169.254.169.254
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.000.000.001/",
        "http://2852039166/",
        "http://0xA9FEA9FE/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://shop.example.0x7f/",
        // dots at the end, user names, no host
        "http://127.0.0.1./",
        "http://localhost./",
        "http://shop.example./",
        "http://shop.example@127.0.0.1/",
        "http://user:password@shop.example/",
        "http://shop.example%2f@127.0.0.1/",
        "http:///path",
        "http:shop.example",
        "http://shop_intern/",
        "http://-shop.example/",
        "http://shop..example/",
        // other schemes
        "file:///etc/passwd",
        "ftp://shop.example/",
        "gopher://shop.example:6379/_INFO",
        "jar:http://shop.example/a.jar!/",
        "dict://shop.example:11211/",
        "ldap://shop.example/",
        "//shop.example/",
        "/v1/secrets",
        "mailto:a@shop.example",
        // other ports
        "http://shop.example:22/",
        "http://shop.example:6379/",
        "https://shop.example:8443/",
        "http://8.8.8.8:53/",
        "http://shop.example:0/",
        "http://shop.example:65536/"
      })
  void an_address_that_is_not_a_public_one_is_refused(String url) {
    assertThatExceptionOfType(GuardFailure.class)
        .isThrownBy(() -> Urls.check(URI.create(url), Allowed.NOTHING))
        .withMessageContaining("expected: ")
        .satisfies(
            failure -> {
              assertThat(failure.category()).isEqualTo(GuardFailure.Category.REFUSED);
              assertThat(failure.mayHaveHappened()).isFalse();
              assertThat(failure.retryable()).isFalse();
              assertThat(failure.getMessage()).doesNotContain("password");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "https://shop.example:443/mcp?x=1#y",
        "HTTPS://Shop.Example/",
        "https://xn--caf-dma.example/",
        "http://8.8.8.8/",
        "http://172.32.0.1/",
        "http://100.128.0.1/",
        "http://[2606:4700::1111]/",
        "http://3com.example/",
        "http://1.example/"
      })
  void a_public_address_passes(String url) throws GuardFailure {
    var target = Urls.check(URI.create(url), Allowed.NOTHING);
    assertThat(target.host()).isLowerCase();
    assertThat(target.port()).isIn(80, 443);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001::1",
        "224.0.0.251",
        "100.64.1.1"
      })
  void a_name_with_such_an_address_is_refused(String address) {
    assertThatExceptionOfType(GuardFailure.class)
        .isThrownBy(
            () -> Urls.check("shop.example", InetAddress.ofLiteral(address), Allowed.NOTHING))
        .withMessageContaining("shop.example (");
  }

  @Test
  void a_listed_host_is_reached_on_its_listed_port_alone_and_may_be_private() throws Exception {
    var allowed = allowed("Tools.Intern:8443", "[fd00::7]:8080");
    assertThat(Urls.check(URI.create("https://tools.intern:8443/"), allowed).port())
        .isEqualTo(8443);
    assertThat(Urls.check(URI.create("http://[fd00::7]:8080/"), allowed).port()).isEqualTo(8080);
    for (var address : List.of("10.0.0.7", "127.0.0.1", "fd00::7", "100.64.0.9"))
      Urls.check("tools.intern", InetAddress.ofLiteral(address), allowed);
    // an address of the inside must not offer more than what was listed
    assertRefused("https://tools.intern/", allowed);
    assertRefused("http://[fd00::7]/", allowed);
    assertRefused("http://[fd00::8]:8080/", allowed);
  }

  @Test
  void a_listed_host_never_has_the_address_of_a_metadata_service() {
    var allowed = allowed("tools.intern:80");
    for (var address : List.of("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "0.0.0.0"))
      assertThatExceptionOfType(GuardFailure.class)
          .isThrownBy(() -> Urls.check("tools.intern", InetAddress.ofLiteral(address), allowed));
  }

  @Test
  void a_listed_range_is_reached_on_every_port_by_number() throws Exception {
    var allowed = allowed("10.20.0.0/16", "169.254.169.254/32", "fd00:1::/33");
    Urls.check(URI.create("http://10.20.255.1:9000/"), allowed);
    Urls.check(URI.create("http://169.254.169.254/"), allowed);
    Urls.check(URI.create("http://[fd00:1:7fff::1]/"), allowed);
    Urls.check("tools.intern", InetAddress.ofLiteral("10.20.0.1"), allowed);
    assertRefused("http://10.21.0.1/", allowed);
    assertRefused("http://169.254.169.253/", allowed);
    assertRefused("http://[fd00:1:8000::1]/", allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0/8",
        "fd00::/129",
        "tools.intern",
        "tools.intern:0",
        "tools.intern:65536",
        "http://tools.intern:80",
        "*:80",
        ":80",
        "10.0.0.0/",
        "a/8",
        ""
      })
  void an_entry_that_is_neither_is_refused(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> allowed(entry))
        .withMessageStartingWith("parley.outbound.allow: " + entry)
        .withMessageContaining("(expected: a range such as 10.0.0.0/8, or a host with its port");
  }

  private static void assertRefused(String url, Allowed allowed) {
    assertThatExceptionOfType(GuardFailure.class)
        .isThrownBy(() -> Urls.check(URI.create(url), allowed));
  }

  private static Allowed allowed(String... entries) {
    return Allowed.of("parley.outbound.allow", List.of(entries));
  }
}
