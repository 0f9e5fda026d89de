package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sip.transport.ConnectionLimits;
import io.parley.voice.udp.UdpSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipSettingsTest {
  private static Config with(String settings) {
    return ConfigFactory.parseString(settings).withFallback(ConfigFactory.load()).resolve();
  }

  @Test
  void defaults() {
    var development = SipSettings.from(with(""), false);
    assertThat(development)
        .isEqualTo(
            new SipSettings(
                true,
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                Optional.empty(),
                List.of(SoundCodec.OPUS, SoundCodec.G722, SoundCodec.MU_LAW, SoundCodec.A_LAW),
                true,
                new SipSettings.Limits(20_000, ConnectionLimits.DEFAULTS, 10)));
    var production = SipSettings.from(with(""), true);
    assertThat(production.enabled()).isFalse();
    assertThat(production.thisMachine()).isFalse();
  }

  @Test
  void every_key_changed() {
    var settings =
        with(
            """
            parley.sip {
              enabled = on
              host = "0.0.0.0"
              port = 5060
              public-address = "192.0.2.1"
              codecs = [PCMA]
              this-machine = on
              transactions-max = 1
              connections-max = 2
              connections-per-address = 6
              connection-idle = 3m
              connection-set-up = 7s
              connection-keep-alive = 8s
              strangers-rate = 4
            }
            """);
    var changed = SipSettings.from(settings, true);
    assertThat(changed)
        .isEqualTo(
            new SipSettings(
                true,
                new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 5_060),
                Optional.of(InetAddress.ofLiteral("192.0.2.1")),
                List.of(SoundCodec.A_LAW),
                true,
                new SipSettings.Limits(
                    1,
                    new ConnectionLimits(
                        2, 6, Duration.ofMinutes(3), Duration.ofSeconds(7), Duration.ofSeconds(8)),
                    4)));
    assertThat(changed.port(false).answersStrangers()).isFalse();
    assertThat(changed.port(true).transactionsMax()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enabled = perhaps",
        "host = sip.example",
        "port = 65536",
        "public-address = here",
        "codecs = []",
        "codecs = [speex]",
        "codecs = [PCMU, PCMU]",
        "this-machine = 1",
        "transactions-max = 0",
        "connections-max = 0",
        "connections-per-address = 0",
        "connection-idle = 1s",
        "connection-set-up = 0s",
        "connection-keep-alive = 1s",
        "strangers-rate = 0"
      })
  void a_wrong_value_is_named(String setting) {
    var key = setting.substring(0, setting.indexOf(' '));
    assertThatThrownBy(() -> SipSettings.from(with("parley.sip." + setting), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parley.sip." + key)
        .hasMessageContaining("expected: ");
  }

  @Test
  void telephones_of_other_machines_need_ports_of_sound_that_they_reach() {
    var open = with("parley.sip { host = \"0.0.0.0\" }");
    assertThatThrownBy(() -> SipSettings.from(open, false).checkAgainst(UdpSettings.from(open)))
        .hasMessageContaining("parley.voice.rtp.bind-address: 127.0.0.1");
    SipSettings.from(open, true).checkAgainst(UdpSettings.from(open));
    var both = with("parley.sip.host = \"0.0.0.0\", parley.voice.rtp.bind-address = \"0.0.0.0\"");
    SipSettings.from(both, false).checkAgainst(UdpSettings.from(both));
  }
}
