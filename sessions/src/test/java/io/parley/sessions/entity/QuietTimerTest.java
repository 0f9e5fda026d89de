package io.parley.sessions.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.Cancellable;
import org.junit.jupiter.api.Test;

class QuietTimerTest {
  private static final Duration AFTER = Duration.ofMinutes(2);

  private final List<Reminder> reminders = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private final QuietTimer quiet = new QuietTimer(this::reminder, AFTER, () -> now);

  private static final class Reminder implements Cancellable {
    private final Duration in;
    private boolean cancelled;

    Reminder(Duration in) {
      this.in = in;
    }

    @Override
    public boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      return first;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }

  private Cancellable reminder(Duration in) {
    var reminder = new Reminder(in);
    reminders.add(reminder);
    return reminder;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static SessionEntity.Message message() {
    return new SessionEntity.ShowTyping(Party.CUSTOMER);
  }

  @Test
  void it_is_over_when_nothing_came_for_as_long_as_that() {
    quiet.begin();
    assertThat(reminders.getLast().in).isEqualTo(AFTER);
    pass(AFTER);
    quiet.took(new SessionEntity.Idle());
    assertThat(quiet.isOver()).isTrue();
    // the session may have a reason to stay
    assertThat(reminders.getLast().in).isEqualTo(AFTER);
    pass(AFTER);
    assertThat(quiet.isOver()).isTrue();
  }

  @Test
  void a_message_begins_no_timer_and_the_next_reminder_comes_when_it_may_be_over() {
    quiet.begin();
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(5));
      quiet.took(message());
    }
    assertThat(reminders).hasSize(1);
    pass(Duration.ofSeconds(70));
    assertThat(quiet.isOver()).isFalse();
    assertThat(reminders.getLast().in).isEqualTo(Duration.ofSeconds(50));
    pass(Duration.ofSeconds(50));
    assertThat(quiet.isOver()).isTrue();
  }

  @Test
  void there_is_one_reminder_at_a_time() {
    quiet.begin();
    quiet.begin();
    assertThat(quiet.isOver()).isFalse();
    assertThat(reminders).hasSize(3);
    assertThat(reminders.stream().filter(reminder -> !reminder.isCancelled())).hasSize(1);
  }

  @Test
  void a_session_that_sleeps_is_not_reminded() {
    quiet.begin();
    quiet.took(new SessionEntity.Sleep());
    assertThat(reminders.getLast().isCancelled()).isTrue();
  }

  @Test
  void a_clock_that_was_put_back_delays_it_once() {
    quiet.begin();
    pass(Duration.ofHours(-3));
    assertThat(quiet.isOver()).isFalse();
    assertThat(reminders.getLast().in).isEqualTo(AFTER);
    pass(AFTER);
    assertThat(quiet.isOver()).isTrue();
  }
}
