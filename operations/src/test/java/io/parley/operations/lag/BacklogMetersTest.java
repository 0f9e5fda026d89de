package io.parley.operations.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.journal.SessionOverview;
import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BacklogMetersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Asked overview = new Asked();
  private Instant now = NOON;
  private final BacklogMeters meters = new BacklogMeters(overview, registry, () -> now);

  private static final class Asked implements SessionOverview {
    private final List<CompletableFuture<Lag>> answers = new ArrayList<>();

    @Override
    public CompletionStage<Optional<Known>> find(SessionKey key) {
      throw new AssertionError("unexpected query for a session");
    }

    @Override
    public CompletionStage<Lag> lag(Instant now) {
      answers.add(new CompletableFuture<>());
      return answers.getLast();
    }

    void answer() {
      answers
          .getLast()
          .complete(
              new Lag(
                  new Backlog(COUNT_MAX, Optional.of(NOON.minusMillis(1_500))),
                  new Backlog(3, Optional.of(NOON.minusSeconds(90))),
                  // the database's clock is ahead
                  new Backlog(2, Optional.of(NOON.plusSeconds(500))),
                  new Backlog(1, Optional.of(NOON.minusSeconds(7))),
                  Map.of("crm", new Backlog(5, Optional.of(NOON.minusSeconds(3))))));
    }
  }

  private double backlog(String of) {
    return registry.get("parley.backlog").tag("of", of).gauge().value();
  }

  private double age(String of) {
    return registry.get("parley.backlog.age").tag("of", of).gauge().value();
  }

  @Test
  void backlog_and_age_of_the_oldest_are_measured() {
    meters.look();
    overview.answer();
    var all = List.of("projection", "archive", "due", "in-doubt");
    assertThat(all).map(this::backlog).containsExactly(10_000.0, 3.0, 2.0, 1.0);
    assertThat(all).map(this::age).containsExactly(1.5, 90.0, 0.0, 7.0);
    now = NOON.plusSeconds(10);
    assertThat(age("archive")).isEqualTo(100.0);
    assertThat(overview.answers).hasSize(1);
  }

  @Test
  void each_feed_has_meters_of_its_own_from_the_first_answer_on() {
    assertThat(registry.find("parley.feed.backlog").gauges()).isEmpty();
    for (int i = 0; i < 2; i++) {
      meters.look();
      overview.answer();
    }
    assertThat(registry.get("parley.feed.backlog").tag("feed", "crm").gauge().value()).isEqualTo(5);
    assertThat(registry.get("parley.feed.backlog.age").tag("feed", "crm").gauge().value())
        .isEqualTo(3);
    meters.look();
    overview.answers.getLast().completeExceptionally(new IllegalStateException("away"));
    assertThat(registry.get("parley.feed.backlog").tag("feed", "crm").gauge().value()).isNaN();
  }

  @Test
  void gauges_are_absent_before_the_first_answer_and_without_the_database() {
    assertThat(backlog("archive")).isNaN();
    assertThat(age("archive")).isNaN();
    meters.look();
    overview.answer();
    meters.look();
    overview.answers.getLast().completeExceptionally(new IllegalStateException("away"));
    assertThat(backlog("archive")).isNaN();
    meters.look();
    overview.answer();
    assertThat(backlog("archive")).isEqualTo(3.0);
  }

  @Test
  void a_silent_database_is_asked_once() {
    for (int i = 0; i < 5; i++) meters.look();
    assertThat(overview.answers).hasSize(1);
    overview.answer();
    meters.look();
    assertThat(overview.answers).hasSize(2);
  }
}
