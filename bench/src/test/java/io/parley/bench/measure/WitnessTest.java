package io.parley.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.bench.client.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private static final List<Frame.Event> STORED =
      List.of(
          event(1, "session-started", "", 0),
          event(2, "said", "a", 0),
          event(3, "turn-started", "", 1),
          event(4, "reply-completed", "", 1),
          event(5, "said", "b", 0),
          event(6, "turn-started", "", 2),
          event(7, "reply-completed", "", 2));

  private final Witness witness = new Witness();

  @Test
  void a_correct_session_has_no_faults() {
    STORED.forEach(witness::saw);
    witness.accepted(new Frame.Accepted("a", 2));
    witness.accepted(new Frame.Accepted("b", 5));
    witness.accepted(new Frame.Accepted("b", 5));
    assertThat(witness.judge(STORED)).isEmpty();
    assertThat(witness.promises()).isEqualTo(2);
    assertThat(witness.last()).isEqualTo(7);
  }

  @Test
  void an_acknowledged_message_that_is_not_stored_is_lost() {
    witness.accepted(new Frame.Accepted("a", 2));
    witness.accepted(new Frame.Accepted("c", 8));
    assertThat(witness.judge(STORED)).singleElement().asString().startsWith("lost: c");
  }

  @Test
  void a_message_acknowledged_under_another_number_is_lost() {
    witness.accepted(new Frame.Accepted("a", 3));
    assertThat(witness.judge(STORED)).singleElement().asString().startsWith("lost: a");
  }

  @Test
  void one_id_with_two_acknowledgements_is_reported() {
    witness.accepted(new Frame.Accepted("a", 2));
    witness.accepted(new Frame.Accepted("a", 5));
    assertThat(witness.judge(STORED)).anyMatch(wrong -> wrong.startsWith("acknowledged twice: a"));
  }

  @Test
  void a_message_stored_twice_is_a_duplicate() {
    var stored = with(5, event(5, "said", "a", 0));
    assertThat(witness.judge(stored)).containsExactly("doubled: a as 2 and 5");
  }

  @Test
  void a_turn_without_its_end_has_no_reply() {
    assertThat(witness.judge(STORED.subList(0, 6))).containsExactly("turn 2 has no reply");
  }

  @Test
  void a_turn_that_failed_or_ended_twice_is_reported() {
    assertThat(witness.judge(with(7, event(7, "turn-failed", "", 2))))
        .containsExactly("turn 2: turn-failed");
    assertThat(witness.judge(with(7, event(7, "reply-completed", "", 1))))
        .containsExactly("turn 1 ended twice or never began", "turn 2 has no reply");
  }

  @Test
  void a_hole_in_the_numbers_is_a_gap() {
    var stored = new ArrayList<>(STORED);
    stored.remove(4);
    assertThat(witness.judge(stored)).containsExactly("gap: 6 where 5 is due");
  }

  @Test
  void an_event_received_twice_or_missed_is_reported() {
    witness.saw(STORED.get(0));
    witness.saw(STORED.get(1));
    witness.saw(STORED.get(1));
    witness.saw(STORED.get(3));
    assertThat(witness.judge(STORED))
        .containsExactly("out of order: 2 after 2", "out of order: 4 after 2");
  }

  @Test
  void a_received_event_that_is_missing_or_different_is_reported() {
    STORED.forEach(witness::saw);
    witness.saw(event(8, "said", "c", 0));
    assertThat(witness.judge(with(2, event(2, "said", "z", 0))))
        .containsExactly(
            "changed: 2 was another event when it was live",
            "lost: event 8 was seen and is not stored");
  }

  @Test
  void only_a_reply_after_the_message_answers_it() {
    STORED.subList(0, 4).forEach(witness::saw);
    assertThat(witness.repliedAfter(2)).isTrue();
    assertThat(witness.repliedAfter(5)).isFalse();
  }

  private static List<Frame.Event> with(int seq, Frame.Event instead) {
    var stored = new ArrayList<>(STORED);
    stored.set(seq - 1, instead);
    return stored;
  }

  private static Frame.Event event(long seq, String kind, String id, int turn) {
    return new Frame.Event(seq, kind, id, turn, kind + id + turn);
  }
}
