package io.parley.voice.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.parley.voice.codec.Opus;
import io.parley.voice.udp.UdpSettings.Delay;
import io.parley.voice.udp.UdpSettings.Ports;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpSettingsTest {
  private static UdpSettings with(String overrides) {
    return UdpSettings.from(
        ConfigFactory.parseString("parley.voice { " + overrides + " }")
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve(ConfigResolveOptions.noSystem()));
  }

  @Test
  void the_defaults() {
    assertThat(with(""))
        .isEqualTo(
            new UdpSettings(
                new Ports(InetAddress.ofLiteral("127.0.0.1"), 0, 0),
                1_500,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                16,
                new Delay(Duration.ofMillis(10), Duration.ofMillis(400)),
                Opus.NATIVE));
  }

  @Test
  void every_key() {
    assertThat(
            with(
                """
                opus.native = false
                rtp {
                  bind-address = "::1", port-min = 10000, port-max = 10003
                  packet-bytes-max = 2000, silence-max = 6s, report-every = 7s, streams-max = 8
                  delay-min = 40ms, delay-max = 900ms
                }\
                """))
        .isEqualTo(
            new UdpSettings(
                new Ports(InetAddress.ofLiteral("::1"), 10_000, 10_003),
                2_000,
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                8,
                new Delay(Duration.ofMillis(40), Duration.ofMillis(900)),
                Opus.JAVA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bind-address = localhost        | bind-address: localhost (expected: an IP address)
          port-min = 10001                | port-min: 10001 (expected: an even number)
          port-min = 65536                | port-min: 65536 (expected: 0 to 65534)
          port-min = 10000                | port-max: 0 (expected: 10001 to 65535)
          packet-bytes-max = 575          | packet-bytes-max: 575 (expected: 576 to 65507)
          streams-max = 257               | streams-max: 257 (expected: 1 to 256)
          """)
  void wrong_values(String override, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("rtp { " + override + " }"))
        .withMessage("parley.voice.rtp." + message);
  }

  @ParameterizedTest
  @CsvSource({
    "silence-max = 999ms, silence-max",
    "report-every = 61s, report-every",
    "delay-min = 1001ms, delay-min",
    "delay-max = 9ms, delay-max"
  })
  void wrong_durations(String override, String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("rtp { " + override + " }"))
        .withMessageStartingWith("parley.voice.rtp." + key + ": ");
  }
}
