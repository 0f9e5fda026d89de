package io.parley.sessions.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.mark.SpokenMark.Kind;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.listener.ToReader.Committed;
import io.parley.sessions.listener.ToReader.Preview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Backlog backlog = new Backlog(0, 8);

  @Test
  void live_events_wait_for_the_replay_before_them() {
    backlog.registered(2, Optional.empty());
    backlog.committed(new Committed(3, List.of(said(3))));
    assertThat(backlog.isBehind()).isTrue();
    backlog.replayed(List.of(recorded(1), recorded(2)));
    assertThat(backlog.isBehind()).isTrue();
    backlog.replayed(List.of(recorded(3)));
    assertThat(drain()).containsExactly(event(1), event(2), event(3), new Heard.CaughtUp(3));
  }

  @Test
  void a_gap_is_fetched_from_the_journal() {
    backlog.registered(0, Optional.empty());
    backlog.committed(new Committed(2, List.of(said(2))));
    assertThat(backlog.isBehind()).isTrue();
    backlog.replayed(List.of(recorded(1), recorded(2)));
    assertThat(drain()).containsExactly(new Heard.CaughtUp(0), event(1), event(2));
  }

  @Test
  void events_that_only_a_newer_build_knows_are_read_from_the_journal() {
    backlog.registered(0, Optional.empty());
    backlog.committed(new Committed(1, 3, Arrays.asList(said(1), null, said(3))));
    assertThat(drain()).containsExactly(new Heard.CaughtUp(0), event(1));
    assertThat(backlog.isBehind()).isTrue();
  }

  @Test
  void duplicates_are_delivered_once() {
    backlog.registered(0, Optional.empty());
    backlog.committed(new Committed(1, List.of(said(1))));
    backlog.committed(new Committed(1, List.of(said(1))));
    backlog.registered(1, Optional.empty());
    assertThat(drain()).containsExactly(new Heard.CaughtUp(0), event(1));
  }

  @Test
  void deltas_of_a_reader_that_is_behind_are_merged() {
    backlog.registered(0, Optional.empty());
    assertThat(drain()).containsExactly(new Heard.CaughtUp(0));
    backlog.delta(new Preview(1, 1, 0, "Hel"));
    backlog.delta(new Preview(1, 1, 3, "lo "));
    backlog.delta(new Preview(1, 1, 6, "there"));
    assertThat(drain()).containsExactly(new Heard.Delta(1, 1, 0, "Hello there"));
  }

  @Test
  void merged_deltas_keep_the_marks_of_the_text_that_stays() {
    backlog.registered(0, Optional.empty());
    drain();
    var first = new SpokenMark(Kind.DIGITS, 0, 2);
    var last = new SpokenMark(Kind.TIME, 3, 4);
    var end = new SpokenMark(Kind.BREAK, 4, 4);
    backlog.delta(new Preview(1, 1, 0, "12 34", List.of(first, new SpokenMark(Kind.BREAK, 3, 3))));
    backlog.delta(new Preview(1, 1, 3, "9", List.of(last, end)));
    backlog.delta(new Preview(1, 1, 4, "."));
    assertThat(drain())
        .containsExactly(new Heard.Delta(1, 1, 0, "12 9.", List.of(first, last, end)));
  }

  @Test
  void retracted_text_is_cut_in_the_merged_delta() {
    backlog.registered(0, Optional.empty());
    drain();
    backlog.delta(new Preview(1, 1, 0, "wrong way"));
    backlog.delta(new Preview(1, 1, 6, "turn"));
    backlog.delta(new Preview(1, 1, 0, "right"));
    assertThat(drain()).containsExactly(new Heard.Delta(1, 1, 0, "right"));
  }

  @Test
  void a_new_attempt_replaces_the_text_of_the_old_one() {
    backlog.registered(1, Optional.of(new Preview(1, 1, 0, "old")));
    backlog.delta(new Preview(1, 2, 0, "new"));
    backlog.replayed(List.of(recorded(1)));
    assertThat(drain())
        .containsExactly(event(1), new Heard.CaughtUp(1), new Heard.Delta(1, 2, 0, "new"));
  }

  @Test
  void text_of_a_turn_that_ended_meanwhile_is_not_shown() {
    backlog.registered(1, Optional.of(new Preview(1, 1, 0, "half")));
    backlog.committed(new Committed(2, List.of(new TurnStarted(2, List.of(1L), NOON))));
    backlog.replayed(
        List.of(recorded(1), new RecordedEvent(2, new TurnStarted(2, List.of(1L), NOON))));
    assertThat(drain()).noneMatch(Heard.Delta.class::isInstance);
  }

  @Test
  void a_calls_state_waits_for_the_replay_and_only_the_newest_is_delivered() {
    backlog.registered(1, Optional.empty());
    backlog.call(call("a", "where"));
    backlog.call(call("a", "where is"));
    backlog.replayed(List.of(recorded(1)));
    assertThat(drain()).containsExactly(event(1), new Heard.CaughtUp(1), call("a", "where is"));
    backlog.call(call("a", "where is my"));
    backlog.committed(new Committed(2, List.of(said(2))));
    backlog.call(call("b", "hello"));
    backlog.call(call("a", "where is my order"));
    assertThat(drain())
        .containsExactly(event(2), call("b", "hello"), call("a", "where is my order"));
  }

  @Test
  void the_backlog_is_full_one_beyond_the_limit() {
    backlog.registered(0, Optional.empty());
    drain();
    for (int seq = 1; seq <= 8; seq++) backlog.committed(new Committed(seq, List.of(said(seq))));
    assertThat(backlog.isFull()).isFalse();
    backlog.committed(new Committed(9, List.of(said(9))));
    assertThat(backlog.isFull()).isTrue();
  }

  /// With messages lost, late and doubled: every number once, in order, to the last.
  @Test
  void every_event_is_delivered_once_and_in_order_in_any_interleaving() {
    for (long seed = 0; seed < 1_000; seed++) {
      var random = new Random(seed);
      var reader = new Backlog(0, 1_000);
      var journal = new ArrayList<RecordedEvent>();
      var heard = new ArrayList<Long>();
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            long seq = journal.size() + 1L;
            journal.add(recorded(seq));
            if (random.nextInt(3) > 0) reader.committed(new Committed(seq, List.of(said(seq))));
          }
          case 2 -> reader.registered(journal.size(), Optional.empty());
          case 3 -> replay(reader, journal, 1 + random.nextInt(3));
          default -> collect(reader, heard);
        }
      }
      reader.registered(journal.size(), Optional.empty());
      while (reader.isBehind()) replay(reader, journal, 2);
      collect(reader, heard);
      var expected = journal.stream().map(RecordedEvent::seq).toList();
      assertThat(heard).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static void replay(Backlog reader, List<RecordedEvent> journal, int page) {
    if (!reader.isBehind()) return;
    int from = (int) reader.last();
    reader.replayed(journal.subList(from, Math.min(journal.size(), from + page)));
  }

  private static void collect(Backlog reader, List<Long> heard) {
    for (var next = reader.poll(); next != null; next = reader.poll())
      if (next instanceof Heard.Event(var recorded)) heard.add(recorded.seq());
  }

  private List<Heard> drain() {
    var all = new ArrayList<Heard>();
    for (var next = backlog.poll(); next != null; next = backlog.poll()) all.add(next);
    return all;
  }

  private static Heard.Call call(String id, String words) {
    return new Heard.Call(new CallShown(id, Phase.LISTENING, words, true, Optional.empty()));
  }

  private static SessionEvent said(long seq) {
    return new Said("id" + seq, Party.HUMAN, "words", Channel.WEB, NOON);
  }

  private static RecordedEvent recorded(long seq) {
    return new RecordedEvent(seq, said(seq));
  }

  private static Heard event(long seq) {
    return new Heard.Event(recorded(seq));
  }
}
