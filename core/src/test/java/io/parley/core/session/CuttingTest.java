package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.HistoryLine;
import io.parley.core.party.Party;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A call speaks a reply more slowly than it is written: its unheard rest counts as never said.
class CuttingTest {
  private static final String TEXT = "You have 60 days.\n\nPrint the label, and hand it in.";
  private static final SessionEvent[] REPLIED = {
    started(), said("a", "how?"), turnStarted(1, 2), completed(1, TEXT)
  };

  @Test
  void later_turns_see_only_the_heard_part_of_a_cut_reply() {
    var after =
        given(REPLIED)
            .when(cut("c", 1, "You have 60 days. Print the"))
            .then(replyCut("c", 1, "You have 60 days.\n\nPrint the"))
            .answers(5)
            .afterwards()
            .active();
    assertThat(after.history().lines())
        .containsExactly(
            HistoryLine.of(2, 1, Party.CUSTOMER, "how?"),
            HistoryLine.of(4, 1, Party.BOT, "You have 60 days.\n\nPrint the"));
    assertThat(after.history().tokens())
        .isEqualTo(after.history().lines().stream().mapToInt(HistoryLine::tokens).sum());
  }

  @Test
  void a_reply_can_be_cut_while_the_next_turn_is_open() {
    var after =
        given(REPLIED)
            .when(say("b", "wait"))
            .afterwards()
            .when(cut("c", 1, "You have"))
            .then(replyCut("c", 1, "You have"))
            .afterwards()
            .active();
    assertThat(after.open()).isPresent();
    assertThat(after.history().lines())
        .extracting(HistoryLine::text)
        .containsExactly("how?", "You have", "wait");
  }

  @Test
  void a_reply_cut_to_nothing_leaves_no_line() {
    var after = given(REPLIED).when(cut("c", 1, " ")).then(replyCut("c", 1, "")).afterwards();
    assertThat(after.active().history().lines())
        .extracting(HistoryLine::text)
        .containsExactly("how?");
  }

  @Test
  void the_heard_text_must_be_the_beginning_of_the_reply() {
    for (var other : List.of("You had", "have 60", TEXT + " Bye."))
      given(REPLIED).when(cut("c", 1, other)).isRejected(NOT_IN_THE_REPLY);
  }

  @Test
  void a_fully_heard_reply_is_not_cut() {
    given(REPLIED).when(cut("c", 1, TEXT)).then().answers(4);
    given(REPLIED).when(cut("c", 1, TEXT.replace("\n\n", " "))).then().answers(4);
  }

  @Test
  void a_reply_is_cut_once() {
    var once = given(REPLIED).when(cut("c", 1, "You have 60")).afterwards();
    once.when(cut("c", 1, "You have 60")).then().answers(5);
    once.when(cut("d", 1, "You")).then().answers(5);
    once.when(cut("c", 2, "You")).isRejected(ID_REUSED);
    once.when(say("c", "You")).isRejected(ID_REUSED);
  }

  @Test
  void a_voice_interruption_of_a_completed_reply_cuts_it() {
    var late =
        given(REPLIED)
            .when(interrupt("c", 1, "You have"))
            .then(replyCut("c", 1, "You have"))
            .answers(5)
            .afterwards();
    late.when(interrupt("c", 1, "You have")).then().answers(5);
    late.when(cut("c", 1, "You have")).then().answers(5);
    // a reader has seen all of it
    given(REPLIED).when(interrupt("c", 1)).then().answers(4);
  }

  @Test
  void only_the_newest_completed_reply_can_be_cut() {
    var two =
        given(REPLIED)
            .when(say("b", "and then?"))
            .afterwards()
            .when(complete(2, 1, "That is all."))
            .afterwards();
    two.when(cut("c", 1, "You")).then().answers(7);
    two.when(cut("c", 2, "That")).then(replyCut("c", 2, "That"));
    two.when(cut("c", 3, "That")).then().answers(7);
    given(started(), said("a", "how?"), turnStarted(1, 2)).when(cut("c", 1, "Y")).then().answers(3);
  }

  @Test
  void only_a_completed_turn_has_a_reply_to_cut() {
    for (var end : List.of(failed(1), interrupted("i", 1, "You have")))
      given(started(), said("a", "how?"), turnStarted(1, 2), end)
          .when(cut("c", 1, "You"))
          .then()
          .answers(4);
  }

  @Test
  void a_summarised_reply_is_not_cut() {
    given(REPLIED)
        .when(say("b", "and?"))
        .afterwards()
        .when(summarise(1, 1, "They asked how."))
        .afterwards()
        .when(cut("c", 1, "You"))
        .then()
        .answers(7);
  }

  @Test
  void nothing_is_cut_after_the_end() {
    var over = given(REPLIED).when(cut("c", 1, "You")).afterwards().when(end("z")).afterwards();
    over.when(cut("d", 1, "Y")).isRejected(ENDED);
    over.when(cut("c", 1, "You")).then().answers(5);
  }
}
