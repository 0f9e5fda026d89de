package io.parley.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.parley.core.webhook.HookOutcome.Refused;
import io.parley.core.webhook.HookOutcome.Taken;
import io.parley.core.webhook.HookOutcome.Unreached;
import io.parley.core.webhook.HookRules.Failures;
import io.parley.core.webhook.HookRules.Later;
import io.parley.core.webhook.HookRules.SwitchedOff;
import io.parley.core.webhook.HookRules.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HookRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final HookOutcome DOWN = new Unreached("no-connection");
  private static final double MIDDLE = 0.5;

  private static Verdict after(Failures before, HookOutcome failed, Instant now) {
    return HookRules.after(before, false, failed, now, MIDDLE);
  }

  private static Failures failures(int times, Instant since) {
    return new Failures(times, Optional.of(since));
  }

  @Test
  void the_first_failure_is_tried_again_soon() {
    assertThat(after(Failures.NONE, new Refused(500, Optional.empty()), NOON))
        .isEqualTo(new Later(failures(1, NOON), "status 500", NOON.plusSeconds(5)));
  }

  @Test
  void a_message_that_was_taken_before_ends_the_row_of_failures() {
    var since = NOON.minus(Duration.ofHours(30));
    assertThat(HookRules.after(failures(40, since), true, DOWN, NOON, MIDDLE))
        .isEqualTo(new Later(failures(1, NOON), "no-connection", NOON.plusSeconds(5)));
  }

  @Test
  void pauses_double_up_to_an_hour_and_are_spread() {
    assertThat(HookRules.pause(2, DOWN, MIDDLE)).isEqualTo(Duration.ofSeconds(10));
    assertThat(HookRules.pause(10, DOWN, MIDDLE)).isEqualTo(Duration.ofSeconds(2560));
    assertThat(HookRules.pause(11, DOWN, MIDDLE)).isEqualTo(Duration.ofHours(1));
    assertThat(HookRules.pause(11, DOWN, 0)).isEqualTo(Duration.ofMinutes(48));
    assertThat(HookRules.pause(11, DOWN, 1)).isEqualTo(Duration.ofMinutes(72));
  }

  @Test
  void a_receiver_may_ask_for_an_hour_at_most() {
    var minute = new Refused(503, Optional.of(Duration.ofMinutes(1)));
    assertThat(HookRules.pause(1, minute, MIDDLE)).isEqualTo(Duration.ofMinutes(1));
    assertThat(HookRules.pause(8, minute, MIDDLE)).isEqualTo(Duration.ofSeconds(640));
    var week = new Refused(429, Optional.of(Duration.ofDays(7)));
    assertThat(HookRules.pause(1, week, MIDDLE)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_receiver_that_is_dead_for_a_day_is_asked_some_thirty_times_and_switched_off() {
    var at = NOON;
    var failures = Failures.NONE;
    var tried = new ArrayList<Instant>();
    while (true) {
      tried.add(at);
      var verdict = after(failures, DOWN, at);
      if (!(verdict instanceof Later later)) {
        assertThat(verdict).isInstanceOf(SwitchedOff.class);
        break;
      }
      failures = later.failures();
      at = later.nextAt();
    }
    assertThat(tried).hasSizeBetween(30, 40);
    assertThat(tried.getLast())
        .isBetween(NOON.plus(HookRules.PATIENCE), NOON.plus(Duration.ofHours(25)));
  }

  @Test
  void a_day_in_which_nothing_was_tried_switches_nothing_off() {
    var since = NOON.minus(Duration.ofDays(3));
    assertThat(after(failures(1, since), DOWN, NOON)).isInstanceOf(Later.class);
    assertThat(after(failures(8, since), DOWN, NOON)).isInstanceOf(Later.class);
    assertThat(after(failures(9, since), DOWN, NOON)).isInstanceOf(SwitchedOff.class);
  }

  @Test
  void a_receiver_that_wants_no_more_is_switched_off_at_once() {
    assertThat(after(Failures.NONE, new Refused(410, Optional.empty()), NOON))
        .isEqualTo(new SwitchedOff(failures(1, NOON), "status 410"));
  }

  @Test
  void a_message_that_was_taken_is_no_failure() {
    assertThatIllegalStateException().isThrownBy(() -> after(Failures.NONE, new Taken(204), NOON));
  }
}
