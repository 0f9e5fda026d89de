package io.parley.core.session;

import static io.parley.core.session.Events.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.Damage;
import io.parley.core.journal.Damage.Category;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.Replayed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A replay finds the first damaged event.
class ReplayedTest {

  private static Replayed replay(long firstSeq, List<SessionEvent> events) {
    SessionState state = new SessionState.New();
    long seq = firstSeq;
    Replayed last = new Replayed.Sound(state);
    for (var event : events) {
      last = Replayed.next(state, seq++, event);
      if (!(last instanceof Replayed.Sound(var next))) return last;
      state = next;
    }
    return last;
  }

  @Test
  void valid_events_are_folded_by_the_rules() {
    var events = List.<SessionEvent>of(started(), said("a", "hello"), turnStarted(1, 2));
    assertThat(replay(1, events))
        .isEqualTo(new Replayed.Sound(Session.fold(new SessionState.New(), events)));
  }

  @Test
  void a_gap_in_the_numbers_is_missing() {
    var active = Session.fold(new SessionState.New(), List.of(started()));
    assertThat(Replayed.next(active, 3, said("a", "hello")))
        .isEqualTo(new Replayed.Broken(new Damage(2, Category.MISSING)));
    assertThat(replay(2, List.of(started())))
        .isEqualTo(new Replayed.Broken(new Damage(1, Category.MISSING)));
  }

  static List<List<SessionEvent>> damaged() {
    return DamagedJournalTest.damaged();
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void an_event_that_cannot_follow_is_impossible(List<SessionEvent> events) {
    assertThat(replay(1, events))
        .isEqualTo(new Replayed.Broken(new Damage(events.size(), Category.IMPOSSIBLE)));
  }

  @Test
  void damage_is_found_in_nested_causes() {
    var damage = new Damage(7, Category.UNKNOWN);
    var wrapped = new IllegalStateException(new RuntimeException(new DamagedJournal(damage)));
    assertThat(DamagedJournal.in(wrapped)).hasValue(damage);
    assertThat(DamagedJournal.in(new IllegalStateException("else"))).isEmpty();
    assertThat(DamagedJournal.in(null)).isEmpty();
    assertThat(new DamagedJournal(damage)).hasMessage("event 7 of a journal is unknown");
  }
}
