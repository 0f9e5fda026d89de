package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.turn.Playout.Clause;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlayoutTest {
  private static final Playout REPLY =
      Playout.NOTHING
          .plus(new Clause("Your order is on its way. ", Duration.ofSeconds(2)))
          .plus(new Clause("It arrives tomorrow.", Duration.ofSeconds(1)));

  @Test
  void nothing_is_heard_before_playout() {
    assertThat(REPLY.heard(Duration.ZERO)).isEmpty();
    assertThat(Playout.NOTHING.heard(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void played_clauses_are_heard_verbatim() {
    assertThat(REPLY.heard(Duration.ofSeconds(2))).isEqualTo("Your order is on its way.");
    assertThat(REPLY.heard(REPLY.length()))
        .isEqualTo("Your order is on its way. It arrives tomorrow.");
    assertThat(REPLY.heard(Duration.ofHours(1))).isEqualTo(REPLY.heard(REPLY.length()));
  }

  @Test
  void complete_words_of_the_current_clause_are_heard() {
    // half of its 26 characters
    assertThat(REPLY.heard(Duration.ofSeconds(1))).isEqualTo("Your order is");
    assertThat(REPLY.heard(Duration.ofMillis(950))).isEqualTo("Your order");
    assertThat(REPLY.heard(Duration.ofMillis(2_400))).isEqualTo("Your order is on its way. It");
  }

  @Test
  void pieces_of_sound_belong_to_the_newest_clause() {
    var growing =
        Playout.NOTHING
            .plus(new Clause("Hello there.", Duration.ZERO))
            .lengthened(Duration.ofMillis(400))
            .lengthened(Duration.ofMillis(800));
    assertThat(growing.length()).isEqualTo(Duration.ofMillis(1_200));
    assertThat(growing.heard(Duration.ofMillis(600))).isEqualTo("Hello");
  }

  @Test
  void the_heard_part_only_grows_and_is_a_beginning_of_the_reply() {
    var random = new Random(11);
    var whole = REPLY.heard(REPLY.length());
    var before = "";
    for (var at = Duration.ZERO;
        at.compareTo(REPLY.length()) < 0;
        at = at.plusMillis(1 + random.nextInt(40))) {
      var heard = REPLY.heard(at);
      assertThat(whole).startsWith(heard);
      assertThat(heard).startsWith(before);
      before = heard;
    }
  }

  @Test
  void a_clause_without_sound_is_heard_when_it_is_its_turn() {
    var silent = Playout.NOTHING.plus(new Clause("…", Duration.ZERO));
    assertThat(silent.heard(Duration.ZERO)).isEqualTo("…");
    assertThatThrownBy(() -> new Clause("x", Duration.ofMillis(-1)))
        .hasMessageContaining("length: PT-0.001S");
  }
}
