package io.parley.voice.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.outbound.guard.Cidr;
import io.parley.voice.sip.digest.DigestAlgorithm;
import io.parley.voice.sip.dns.Locating.Query;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.trunk.TrunkSettings.UnknownPeer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrunkSettingsTest {
  static TrunkSettings read(String settings) {
    return TrunkSettings.from(
        ConfigFactory.parseString("parley.sip {\n" + settings + "\n}")
            .withFallback(ConfigFactory.defaultReference()));
  }

  @Test
  void by_default_there_is_no_trunk_and_strangers_are_refused() {
    assertThat(read("")).isEqualTo(new TrunkSettings(List.of(), UnknownPeer.REFUSE));
  }

  @Test
  void a_trunk_needs_a_host_or_peers_alone() {
    var trunks =
        read("trunks { b { host = \"sip.example\" }, a.peers = [\"192.0.2.1\"] }").trunks();
    assertThat(trunks).extracting(Trunk::name).containsExactly("a", "b");
    var limits = new Trunk.Limits(10, 100, 50, 5, 5, Duration.ofSeconds(30));
    assertThat(trunks.getFirst())
        .isEqualTo(
            new Trunk(
                "a",
                List.of(Cidr.of("192.0.2.1/32")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limits,
                Duration.ofSeconds(30),
                false));
    assertThat(trunks.getLast().target())
        .contains(
            new Trunk.Target(
                new HostPort("sip.example", 0),
                Optional.empty(),
                "/",
                Optional.empty(),
                List.of(),
                Duration.ofSeconds(4),
                true));
  }

  @Test
  void every_key_is_read() {
    var read =
        read(
            """
            unknown-peer = ignore
            trunks.shop {
              peers = ["198.51.100.0/24", "2001:db8::1"], host = "sip.example:5070", transport = tls
              path = "/ws", outbound-proxy = "proxy.example", redirects = ["other.example"], patience = 2s
              srtp = false
              user = u, login = l, password = s3cret, md5 = false
              register = true, registrar = "registrar.example", expires = 10m
              priority = 3, calls = 7, calls-in-per-second = 9, calls-per-second = 2, failures = 4, pause = 1m
              check-every = 0, attests = true
            }
            """);
    assertThat(read.unknownPeer()).isEqualTo(UnknownPeer.IGNORE);
    assertThat(read.trunks())
        .containsExactly(
            new Trunk(
                "shop",
                List.of(Cidr.of("198.51.100.0/24"), Cidr.of("2001:db8::1/128")),
                Optional.of(
                    new Trunk.Target(
                        new HostPort("sip.example", 5_070),
                        Optional.of(Transport.TLS),
                        "/ws",
                        Optional.of(new HostPort("proxy.example", 0)),
                        List.of("other.example"),
                        Duration.ofSeconds(2),
                        false)),
                Optional.of(
                    new Trunk.Account(
                        "u",
                        "l",
                        "s3cret",
                        List.of(DigestAlgorithm.SHA_512_256, DigestAlgorithm.SHA_256))),
                Optional.of(
                    new Trunk.Registration(
                        new HostPort("registrar.example", 0), Duration.ofMinutes(10))),
                new Trunk.Limits(3, 7, 9, 2, 4, Duration.ofMinutes(1)),
                Duration.ZERO,
                true));
    assertThat(read.toString()).doesNotContain("s3cret");
  }

  @Test
  void login_registrar_and_algorithms_follow_from_the_others() {
    var trunk = read("trunks.a { host = h, user = u, register = true }").trunks().getFirst();
    assertThat(trunk.account().orElseThrow().login()).isEqualTo("u");
    assertThat(trunk.account().orElseThrow().algorithms())
        .isEqualTo(Arrays.asList(DigestAlgorithm.values()));
    assertThat(trunk.registration().orElseThrow().registrar()).isEqualTo(new HostPort("h", 0));
  }

  @Test
  void a_trunk_may_be_reached_over_a_websocket() {
    for (var transport : List.of(Transport.WS, Transport.WSS)) {
      var text = "trunks.a { host = h, path = \"/ws\", transport = " + transport + " }";
      var target = read(text.toLowerCase(Locale.ROOT)).trunks().getFirst().target().orElseThrow();
      assertThat(target.query(new HostPort("h", 0)))
          .isEqualTo(new Query(new HostPort("h", 0), Optional.of(transport), "/ws"));
    }
  }

  @Test
  void wrong_values_are_refused() {
    refused("unknown-peer = allow");
    refused("trunks.A.host = h");
    refused("trunks.a {}");
    refused("trunks.a.hots = h");
    refused("trunks.a.peers = [\"10.0.0.0/33\"]");
    refused("trunks.a.peers = [\"example.org\"]");
    for (var wrong :
        List.of(
            "host = \"a b\"",
            "transport = sctp",
            "path = ws",
            "path = \"/a b\"",
            "path = \"/a#b\"",
            "path = \"/ü\"",
            "outbound-proxy = \"h:0\"",
            "redirects = [\"\"]",
            "patience = 0s",
            "register = true",
            "user = u, register = true, expires = 1s",
            "calls = 0",
            "calls-in-per-second = 0",
            "calls-per-second = 0",
            "failures = 0",
            "pause = 0s",
            "check-every = 10ms")) refused("trunks.a { host = h, " + wrong + " }");
    refused("trunks.a { peers = [\"192.0.2.1\"], user = u, register = true }");
  }

  private static void refused(String settings) {
    assertThatThrownBy(() -> read(settings))
        .as(settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.sip.")
        .hasMessageContaining("expected");
  }
}
