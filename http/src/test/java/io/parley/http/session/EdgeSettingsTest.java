package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.VisitorLimit;
import io.parley.http.challenge.ChallengeSettings;
import io.parley.http.connection.ConnectionSettings;
import io.parley.http.session.StartSettings.MetadataLimits;
import io.parley.voice.desk.CallShares;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeSettingsTest {
  private static Config over(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  @Test
  void the_defaults() {
    assertThat(EdgeSettings.from(over("")))
        .isEqualTo(
            new EdgeSettings(
                new ConnectionSettings(
                    16_000,
                    2_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(2),
                    0.05),
                new LoadSettings(2_000, 50_000),
                new TextLimits(8_000, 1_000, 1_000, 200),
                new StartSettings(
                    60,
                    240,
                    12_000,
                    Duration.ofMinutes(1),
                    100_000,
                    new MetadataLimits(16, 64, 512),
                    Duration.ofHours(24)),
                new ReaderSettings(
                    10_000,
                    1_000,
                    10_000,
                    100,
                    1_000,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofMillis(250)),
                new SocketSettings(
                    131_072,
                    20,
                    60,
                    10,
                    32,
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(3)),
                new VisitorSettings(
                    new VisitorLimit(120, 600, Long.MAX_VALUE, Duration.ofMinutes(1)),
                    new VisitorLimit(524_288, 2_097_152, Long.MAX_VALUE, Duration.ofMinutes(1)),
                    100_000,
                    new CallShares(10, 0.2),
                    new ChallengeSettings(
                        ChallengeSettings.Mode.AUTO, 0.25, 15, 20, Duration.ofMinutes(2)))));
  }

  @Test
  void every_key_changed() {
    assertThat(
            EdgeSettings.from(
                over(
                    """
                    parley.http {
                      connections {
                        max = 25, per-address-max = 26, header-timeout = 27s, idle-timeout = 60s
                        give-way-after = 61s, reserve = 0.5
                      }
                      load { commands-max = 29, sessions-awake-max = 30 }
                      text { said-max = 1, note-max = 2, comment-max = 40, reason-max = 3 }
                      start {
                        per-address = 4, per-block = 43, per-tenant = 41, window = 5s, addresses-max = 6, idempotency-window = 7s
                        metadata { entries-max = 8, name-max = 9, value-max = 10 }
                      }
                      visitors {
                        messages-per-address = 50, messages-per-block = 51
                        bytes-per-address = 52, bytes-per-block = 53, window = 54s
                        addresses-max = 55, calls-per-address-max = 56, calls-reserve = 0.5
                        challenge { mode = always, pressure = 0.6, bits-min = 2, bits-max = 3, lifetime = 57s }
                      }
                      readers {
                        max = 11, per-address-max = 12, per-tenant-max = 42
                        page-default = 13, page-max = 14
                        keep-alive = 15s, ended-linger = 16s, reply-within = 18s, reconnect-after = 17ms
                      }
                      socket {
                        frame-bytes-max = 2 KiB, frames-per-second = 18, frame-burst = 19
                        bad-frames-max = 20, pending-max = 21, idle-timeout = 22s
                        ping-interval = 23s, close-timeout = 24s
                      }
                    }
                    """)))
        .isEqualTo(
            new EdgeSettings(
                new ConnectionSettings(
                    25,
                    26,
                    Duration.ofSeconds(27),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(61),
                    0.5),
                new LoadSettings(29, 30),
                new TextLimits(1, 2, 40, 3),
                new StartSettings(
                    4,
                    43,
                    41,
                    Duration.ofSeconds(5),
                    6,
                    new MetadataLimits(8, 9, 10),
                    Duration.ofSeconds(7)),
                new ReaderSettings(
                    11,
                    12,
                    42,
                    13,
                    14,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(16),
                    Duration.ofSeconds(18),
                    Duration.ofMillis(17)),
                new SocketSettings(
                    2_048,
                    18,
                    19,
                    20,
                    21,
                    Duration.ofSeconds(22),
                    Duration.ofSeconds(23),
                    Duration.ofSeconds(24)),
                new VisitorSettings(
                    new VisitorLimit(50, 51, Long.MAX_VALUE, Duration.ofSeconds(54)),
                    new VisitorLimit(52, 53, Long.MAX_VALUE, Duration.ofSeconds(54)),
                    55,
                    new CallShares(56, 0.5),
                    new ChallengeSettings(
                        ChallengeSettings.Mode.ALWAYS, 0.6, 2, 3, Duration.ofSeconds(57)))));
  }

  @ParameterizedTest
  @CsvSource({
    "connections.max, 0",
    "connections.per-address-max, 0",
    "connections.header-timeout, 0s",
    "connections.idle-timeout, 0s",
    "connections.give-way-after, 0s",
    "connections.reserve, 0.6",
    "load.commands-max, 0",
    "load.sessions-awake-max, 0",
    "text.said-max, 0",
    "text.note-max, 0",
    "text.comment-max, 0",
    "text.reason-max, 0",
    "start.per-address, 0",
    "start.per-tenant, 0",
    "start.per-block, 0",
    "visitors.messages-per-address, 0",
    "visitors.messages-per-block, 0",
    "visitors.bytes-per-address, 0",
    "visitors.bytes-per-block, 0",
    "visitors.window, 0s",
    "visitors.addresses-max, 0",
    "visitors.calls-per-address-max, 0",
    "visitors.calls-reserve, 1",
    "visitors.challenge.mode, sometimes",
    "visitors.challenge.pressure, 1",
    "visitors.challenge.bits-min, 21",
    "visitors.challenge.bits-max, 25",
    "visitors.challenge.lifetime, 0s",
    "start.window, 0s",
    "start.addresses-max, 0",
    "start.idempotency-window, 0s",
    "start.metadata.entries-max, 0",
    "start.metadata.name-max, 0",
    "start.metadata.value-max, 0",
    "readers.max, 0",
    "readers.per-address-max, 0",
    "readers.per-tenant-max, 0",
    "readers.keep-alive, 75s",
    "readers.page-default, 1001",
    "readers.page-max, 0",
    "readers.keep-alive, 0s",
    "readers.ended-linger, 0s",
    "readers.reconnect-after, 0s",
    "socket.frame-bytes-max, 1023",
    "socket.frame-bytes-max, 9 GiB",
    "socket.frames-per-second, 0",
    "socket.frame-burst, 0",
    "socket.bad-frames-max, 0",
    "socket.pending-max, 0",
    "socket.idle-timeout, 0s",
    "socket.ping-interval, 0s",
    "socket.ping-interval, 38s",
    "socket.close-timeout, 0s"
  })
  void a_value_out_of_its_range_is_named(String key, String value) {
    var config = over("parley.http.%s = %s".formatted(key, value));
    assertThatThrownBy(() -> EdgeSettings.from(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("parley.http." + key + ": ")
        .hasMessageContaining("(expected: ");
  }
}
