package io.parley.persistence.feed;

import static org.assertj.core.api.Assertions.assertThat;

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

class FeedSheetTest {
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
    var sheet = new FeedSheet(Map.of(), Set.of(), Map.of(B, 6L));
    sheet.take(A, sound(1));
    sheet.take(B, sound(7));
    sheet.take(A, sound(2));
    sheet.take(B, sound(8));
    assertThat(sheet.events())
        .containsExactly(delivered(A, 1), delivered(B, 7), delivered(A, 2), delivered(B, 8));
    assertThat(sheet.leftOut()).isEmpty();
    assertThat(sheet.found()).isEmpty();
  }

  @Test
  void an_unreadable_event_stops_only_its_session() {
    var sheet = new FeedSheet(Map.of(), Set.of(), Map.of());
    sheet.take(A, sound(1));
    sheet.take(A, StoredEvent.unread(2));
    sheet.take(B, sound(1));
    sheet.take(A, sound(3));
    assertThat(sheet.events()).containsExactly(delivered(A, 1), delivered(B, 1));
    assertThat(sheet.found()).isEqualTo(Map.of(A, new Damage(2, Category.UNREADABLE)));
    assertThat(sheet.leftOut()).isEqualTo(Map.of(A, 2L));
  }

  @Test
  void a_missing_event_among_those_ahead_is_found() {
    var sheet = new FeedSheet(Map.of(), Set.of(), Map.of());
    sheet.take(A, sound(1));
    sheet.take(A, sound(3));
    assertThat(sheet.events()).containsExactly(delivered(A, 1));
    assertThat(sheet.found()).isEqualTo(Map.of(A, new Damage(2, Category.MISSING)));
    // repaired events are delivered from the missing one on
    assertThat(sheet.leftOut()).isEqualTo(Map.of(A, 2L));
  }

  @Test
  void a_missing_event_before_those_ahead_is_found() {
    var sheet = new FeedSheet(Map.of(), Set.of(), Map.of(A, 4L));
    sheet.take(A, sound(7));
    assertThat(sheet.events()).isEmpty();
    assertThat(sheet.found()).isEqualTo(Map.of(A, new Damage(5, Category.MISSING)));
    assertThat(sheet.leftOut()).isEqualTo(Map.of(A, 5L));
  }

  @Test
  void a_session_whose_first_events_left_the_journal_is_delivered_from_its_first_remaining_one() {
    var sheet = new FeedSheet(Map.of(), Set.of(), Map.of());
    sheet.take(A, sound(40));
    sheet.take(A, sound(41));
    assertThat(sheet.events()).containsExactly(delivered(A, 40), delivered(A, 41));
    assertThat(sheet.found()).isEmpty();
  }

  @Test
  void a_known_damaged_session_is_delivered_up_to_the_damage() {
    var sheet = new FeedSheet(Map.of(A, 3L), Set.of(), Map.of());
    for (int seq = 1; seq <= 4; seq++) sheet.take(A, sound(seq));
    assertThat(sheet.events()).containsExactly(delivered(A, 1), delivered(A, 2));
    assertThat(sheet.leftOut()).isEqualTo(Map.of(A, 3L));
    // known damage is not reported again
    assertThat(sheet.found()).isEmpty();
  }

  @Test
  void later_events_of_a_session_wait_behind_its_left_out_ones() {
    var sheet = new FeedSheet(Map.of(), Set.of(A), Map.of(A, 8L));
    sheet.take(A, sound(9));
    sheet.take(A, StoredEvent.unread(10));
    sheet.take(B, sound(1));
    assertThat(sheet.events()).containsExactly(delivered(B, 1));
    assertThat(sheet.leftOut()).isEqualTo(Map.of(A, 9L));
    assertThat(sheet.found()).isEmpty();
  }
}
