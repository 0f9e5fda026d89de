package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.VisitorQuota;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {

  @Test
  void the_defaults_are_those_of_reference_conf() {
    var settings = SessionSettings.from(ConfigFactory.defaultReference());
    assertThat(settings)
        .isEqualTo(
            new SessionSettings(
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                Duration.ofMinutes(2),
                Duration.ofSeconds(25),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                100,
                250,
                2,
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                new SessionSettings.ReplySettings(
                    Duration.ofSeconds(60),
                    1,
                    backoff(200, 5_000),
                    Duration.ofSeconds(1),
                    32_000,
                    Duration.ofSeconds(5)),
                new SessionSettings.ToolCallSettings(4, backoff(200, 5_000), 65_536),
                new SessionSettings.VisitorSettings(new VisitorQuota(300, 10, 30), 100_000),
                new SessionSettings.BreakerSettings(
                    5, Duration.ofSeconds(10), Duration.ofSeconds(10)),
                new SessionSettings.ReaderSettings(
                    256, 128, Duration.ofSeconds(1), Duration.ofSeconds(30)),
                new SessionSettings.DueSettings(
                    Duration.ofMillis(500),
                    4_000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    200),
                new SessionSettings.FeedSettings(
                    Duration.ofMillis(500), 2_000, backoff(1_000, 60_000)),
                new SessionSettings.DamageSettings(
                    Duration.ofSeconds(30), Duration.ofMinutes(1), 20),
                new SessionSettings.DrainSettings(Duration.ofSeconds(20)),
                new SessionSettings.ArchivingSettings(6, backoff(500, 30_000))));
  }

  @Test
  void every_key_can_be_changed() {
    var changed =
        SessionSettings.from(
            with(
                """
                idle-timeout = 1m, approval-timeout = 2m, sleep-after = 3m, ask-timeout = 4s, ask-again = 3s, call-silence = 39s, shards = 5
                snapshot-every = 6, snapshots-kept = 7, persist-backoff { min = 8ms, max = 9ms }
                reply { model-deadline = 10s, model-attempts = 11, backoff { min = 12ms, max = 13ms }, recall-deadline = 34s, characters-max = 14, prepared-for = 40s }
                tool-call { attempts = 15, backoff { min = 16ms, max = 17ms }, result-characters-max = 18 }
                visitors { model-calls-per-minute = 41, effects-per-hour = 42, effects-per-day = 43, visitors-max = 44 }
                breaker { failures = 19, call-timeout = 20s, reset = 21s }
                reader { buffer = 23, page = 22, register = 24s, renew = 25s }
                due { interval = 26s, batch = 27, grace = 28s, lease = 29s, wake-max = 30 }
                feeds { interval = 45s, batch = 46, backoff { min = 47ms, max = 48ms } }
                damage { pause = 35s, interval = 36s, look-max = 37 }
                drain.turn-grace = 38s
                archiving { attempts = 31, backoff { min = 32ms, max = 33ms } }
                """));
    assertThat(changed)
        .isEqualTo(
            new SessionSettings(
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(3),
                Duration.ofSeconds(39),
                5,
                6,
                7,
                Duration.ofMillis(8),
                Duration.ofMillis(9),
                new SessionSettings.ReplySettings(
                    Duration.ofSeconds(10),
                    11,
                    backoff(12, 13),
                    Duration.ofSeconds(34),
                    14,
                    Duration.ofSeconds(40)),
                new SessionSettings.ToolCallSettings(15, backoff(16, 17), 18),
                new SessionSettings.VisitorSettings(new VisitorQuota(41, 42, 43), 44),
                new SessionSettings.BreakerSettings(
                    19, Duration.ofSeconds(20), Duration.ofSeconds(21)),
                new SessionSettings.ReaderSettings(
                    23, 22, Duration.ofSeconds(24), Duration.ofSeconds(25)),
                new SessionSettings.DueSettings(
                    Duration.ofSeconds(26), 27, Duration.ofSeconds(28), Duration.ofSeconds(29), 30),
                new SessionSettings.FeedSettings(Duration.ofSeconds(45), 46, backoff(47, 48)),
                new SessionSettings.DamageSettings(
                    Duration.ofSeconds(35), Duration.ofSeconds(36), 37),
                new SessionSettings.DrainSettings(Duration.ofSeconds(38)),
                new SessionSettings.ArchivingSettings(31, backoff(32, 33))));
  }

  @Test
  void a_wrong_value_is_named_with_what_was_expected() {
    refuses("feeds.batch = 0", "parley.sessions.feeds.batch: 0 (expected: ≥ 1)");
    refuses("feeds.interval = 0s", "parley.sessions.feeds.interval: 0s (expected: > 0s)");
    refuses("idle-timeout = -1s", "parley.sessions.idle-timeout: -1s (expected: > 0s)");
    refuses("drain.turn-grace = 0s", "parley.sessions.drain.turn-grace: 0s (expected: > 0s)");
    refuses(
        "visitors.model-calls-per-minute = 0",
        "parley.sessions.visitors.model-calls-per-minute: 0 (expected: ≥ 1)");
    refuses(
        "visitors.effects-per-hour = 0",
        "parley.sessions.visitors.effects-per-hour: 0 (expected: ≥ 1)");
    refuses(
        "visitors.effects-per-day = 0",
        "parley.sessions.visitors.effects-per-day: 0 (expected: ≥ 1)");
    refuses(
        "visitors.visitors-max = 0", "parley.sessions.visitors.visitors-max: 0 (expected: ≥ 1)");
    refuses("reader.buffer = 0", "parley.sessions.reader.buffer: 0 (expected: ≥ 1)");
    refuses(
        "reader { buffer = 4, page = 5 }",
        "parley.sessions.reader.page: 5 (expected: ≤ parley.sessions.reader.buffer, which"
            + " is 4)");
    refuses(
        "archiving.backoff { min = 2s, max = 1s }",
        "parley.sessions.archiving.backoff.max: 1s (expected: ≥"
            + " parley.sessions.archiving.backoff.min, which is 2s)");
  }

  @Test
  void a_day_allows_no_less_than_an_hour() {
    var settings = SessionSettings.from(with("visitors.effects-per-hour = 50"));
    assertThat(settings.visitors().quota()).isEqualTo(new VisitorQuota(300, 50, 50));
  }

  @Test
  void the_cluster_waits_longer_for_a_session_than_it_may_take() {
    var pekko = new SessionSettings.DrainSettings(Duration.ofSeconds(35)).pekko();
    assertThat(pekko.getDuration("pekko.cluster.sharding.handoff-timeout"))
        .isGreaterThan(Duration.ofSeconds(35 + 5));
    assertThat(
            pekko.getDuration(
                "pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout"))
        .isGreaterThan(Duration.ofSeconds(35));
  }

  @Test
  void pauses_double_up_to_the_longest_and_are_shortened_by_at_most_a_half() {
    var backoff = backoff(100, 1_000);
    var random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.after(1, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
      assertThat(backoff.after(3, random))
          .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
      assertThat(backoff.after(99, random))
          .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
    }
  }

  private static void refuses(String settings, String sentence) {
    assertThatThrownBy(() -> SessionSettings.from(with(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  private static Config with(String settings) {
    return ConfigFactory.parseString("parley.sessions {\n" + settings + "\n}")
        .withFallback(ConfigFactory.defaultReference());
  }

  private static Backoff backoff(long min, long max) {
    return new Backoff(Duration.ofMillis(min), Duration.ofMillis(max));
  }
}
