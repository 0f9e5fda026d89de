package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Problem;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnFailed;
import io.parley.core.session.TurnEvent.TurnInterrupted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnMetersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String WORDS = "what nobody else is to read";

  private final Meters meters = new Meters();
  private final TurnMeters turns = new TurnMeters(meters.registry(), () -> NOON);

  @AfterEach
  void close() {
    meters.close();
  }

  private static ReplyCompleted reply(long firstTokenMillis, boolean degraded) {
    return new ReplyCompleted(
        1,
        WORDS,
        List.of(),
        9_999_999,
        firstTokenMillis,
        new Usage("m", 1, 1, 0, "EUR", false),
        degraded,
        // decided shortly before it was committed
        NOON.minusMillis(80));
  }

  private List<String> told() {
    return meters.registry().scrape().lines().toList();
  }

  @Test
  void a_turns_duration_runs_from_start_to_end_for_every_kind_of_reply() {
    turns.committed(reply(40, false), NOON.minusMillis(90));
    turns.committed(reply(700, true), NOON.minusSeconds(20));
    assertThat(told())
        .contains(
            "parley_turns_seconds_bucket{outcome=\"completed\",le=\"0.05\"} 0",
            "parley_turns_seconds_bucket{outcome=\"completed\",le=\"0.1\"} 1",
            "parley_turns_seconds_bucket{outcome=\"degraded\",le=\"10.0\"} 0",
            "parley_turns_seconds_bucket{outcome=\"degraded\",le=\"30.0\"} 1",
            "parley_turn_first_token_seconds_bucket{outcome=\"completed\",le=\"0.025\"} 0",
            "parley_turn_first_token_seconds_bucket{outcome=\"completed\",le=\"0.05\"} 1",
            "parley_turn_first_token_seconds_bucket{outcome=\"degraded\",le=\"1.0\"} 1")
        .noneMatch(line -> line.contains(WORDS));
  }

  @Test
  void turns_without_a_reply_are_counted_by_how_they_ended() {
    turns.committed(
        new TurnInterrupted(Optional.empty(), 1, WORDS, Party.CUSTOMER, NOON), NOON.minusMillis(3));
    turns.committed(new TurnFailed(2, new Problem("p", "t", WORDS), NOON), NOON.minusSeconds(61));
    assertThat(told())
        .contains(
            "parley_turns_seconds_bucket{outcome=\"interrupted\",le=\"0.005\"} 1",
            "parley_turns_seconds_bucket{outcome=\"failed\",le=\"60.0\"} 0",
            "parley_turns_seconds_bucket{outcome=\"failed\",le=\"+Inf\"} 1",
            "parley_turn_first_token_seconds_count{outcome=\"completed\"} 0");
  }

  @Test
  void every_outcome_is_registered_at_0_and_nothing_else_is_counted() {
    turns.committed(new TurnEvent.TurnStarted(1, List.of(2L), NOON), NOON);
    turns.committed(new TurnEvent.TurnResumed(1, 2, NOON), NOON);
    for (var outcome : List.of("completed", "degraded", "interrupted", "failed"))
      assertThat(told()).contains("parley_turns_seconds_count{outcome=\"" + outcome + "\"} 0");
  }

  /// The clock of the node that started the turn may be ahead.
  @Test
  void a_turn_that_ends_before_its_start_counts_with_a_duration_of_0() {
    turns.committed(reply(1, false), NOON.plusSeconds(2));
    assertThat(told())
        .contains(
            "parley_turns_seconds_bucket{outcome=\"completed\",le=\"0.002\"} 1",
            "parley_turns_seconds_sum{outcome=\"completed\"} 0.0");
  }
}
