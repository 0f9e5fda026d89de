package io.parley.persistence.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.parley.core.feed.FeedEvent;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Damage.Category;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.TurnEvent.TurnPaused;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.journal.StoredEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SortedEventsTest {
  private static final SessionKey A = key("a");
  private static final SessionKey B = key("b");

  private static SessionKey key(String session) {
    return new SessionKey(TenantId.DEFAULT, new SessionId(session));
  }

  private static RecordedEvent event(long seq) {
    return new RecordedEvent(seq, new TurnPaused((int) seq, Instant.EPOCH));
  }

  private static StoredEvent sound(long seq) {
    return new StoredEvent(seq, Optional.of(event(seq).event()), Optional.empty());
  }

  private static FeedEvent delivered(SessionKey key, long seq) {
    return new FeedEvent(key, event(seq));
  }

  @Test
  void events_of_several_sessions_are_delivered_in_journal_order() {
    var sorted = new SortedEvents(Map.of(), Set.of(), Map.of(B, 6L));
    sorted.take(A, sound(1));
    sorted.take(B, sound(7));
    sorted.take(A, sound(2));
    sorted.take(B, sound(8));
    assertThat(sorted.events())
        .containsExactly(delivered(A, 1), delivered(B, 7), delivered(A, 2), delivered(B, 8));
    assertThat(sorted.leftOut()).isEmpty();
    assertThat(sorted.found()).isEmpty();
  }

  @Test
  void an_unreadable_event_stops_only_its_session() {
    var sorted = new SortedEvents(Map.of(), Set.of(), Map.of());
    sorted.take(A, sound(1));
    sorted.take(A, StoredEvent.unread(2));
    sorted.take(B, sound(1));
    sorted.take(A, sound(3));
    assertThat(sorted.events()).containsExactly(delivered(A, 1), delivered(B, 1));
    assertThat(sorted.found()).isEqualTo(Map.of(A, new Damage(2, Category.UNREADABLE)));
    assertThat(sorted.leftOut()).isEqualTo(Map.of(A, 2L));
  }

  @Test
  void a_missing_event_among_those_ahead_is_found() {
    var sorted = new SortedEvents(Map.of(), Set.of(), Map.of());
    sorted.take(A, sound(1));
    sorted.take(A, sound(3));
    assertThat(sorted.events()).containsExactly(delivered(A, 1));
    assertThat(sorted.found()).isEqualTo(Map.of(A, new Damage(2, Category.MISSING)));
    // repaired events are delivered from the missing one on
    assertThat(sorted.leftOut()).isEqualTo(Map.of(A, 2L));
  }

  @Test
  void a_missing_event_before_those_ahead_is_found() {
    var sorted = new SortedEvents(Map.of(), Set.of(), Map.of(A, 4L));
    sorted.take(A, sound(7));
    assertThat(sorted.events()).isEmpty();
    assertThat(sorted.found()).isEqualTo(Map.of(A, new Damage(5, Category.MISSING)));
    assertThat(sorted.leftOut()).isEqualTo(Map.of(A, 5L));
  }

  @Test
  void a_session_whose_first_events_left_the_journal_is_delivered_from_its_first_remaining_one() {
    var sorted = new SortedEvents(Map.of(), Set.of(), Map.of());
    sorted.take(A, sound(40));
    sorted.take(A, sound(41));
    assertThat(sorted.events()).containsExactly(delivered(A, 40), delivered(A, 41));
    assertThat(sorted.found()).isEmpty();
  }

  @Test
  void a_known_damaged_session_is_delivered_up_to_the_damage() {
    var sorted = new SortedEvents(Map.of(A, 3L), Set.of(), Map.of());
    for (int seq = 1; seq <= 4; seq++) sorted.take(A, sound(seq));
    assertThat(sorted.events()).containsExactly(delivered(A, 1), delivered(A, 2));
    assertThat(sorted.leftOut()).isEqualTo(Map.of(A, 3L));
    // known damage is not reported again
    assertThat(sorted.found()).isEmpty();
  }

  /// The row of event 2 could not be read, and did not tell its session.
  @Test
  void a_known_damaged_session_is_left_out_from_the_damage_on_though_later_events_are_ahead() {
    var sorted = new SortedEvents(Map.of(A, 2L), Set.of(), Map.of(A, 2L));
    sorted.take(A, sound(3));
    assertThat(sorted.events()).isEmpty();
    assertThat(sorted.leftOut()).containsExactly(entry(A, 2L));
  }

  @Test
  void later_events_of_a_session_wait_behind_its_left_out_ones() {
    var sorted = new SortedEvents(Map.of(), Set.of(A), Map.of(A, 8L));
    sorted.take(A, sound(9));
    sorted.take(A, StoredEvent.unread(10));
    sorted.take(B, sound(1));
    assertThat(sorted.events()).containsExactly(delivered(B, 1));
    assertThat(sorted.leftOut()).isEqualTo(Map.of(A, 9L));
    assertThat(sorted.found()).isEmpty();
  }
}
