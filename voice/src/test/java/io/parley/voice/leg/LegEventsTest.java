package io.parley.voice.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegEventsTest {
  private final LegEvents events = new LegEvents();
  private final List<LegEvent> heard = new ArrayList<>();

  private static LegEvent key(char key) {
    return new LegEvent.Digit(key, Duration.ofMillis(100));
  }

  @Test
  void events_before_there_is_a_listener_come_first_and_in_order() {
    events.accept(key('1'));
    events.accept(new LegEvent.Held(true));
    events.listen(heard::add);
    events.accept(key('2'));
    assertThat(heard).containsExactly(key('1'), new LegEvent.Held(true), key('2'));
  }

  @Test
  void a_later_listener_gets_later_events_alone() {
    events.accept(key('1'));
    events.listen(_ -> {});
    events.listen(heard::add);
    events.accept(key('2'));
    assertThat(heard).containsExactly(key('2'));
  }

  @Test
  void so_many_events_wait_at_most() {
    for (int i = 0; i < LegEvents.KEPT_MAX; i++) events.accept(key('1'));
    events.accept(key('2'));
    events.listen(heard::add);
    assertThat(heard).hasSize(LegEvents.KEPT_MAX).doesNotContain(key('2'));
  }
}
