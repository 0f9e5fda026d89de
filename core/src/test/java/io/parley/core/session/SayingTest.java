package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.TOO_MANY_WAITING;
import static io.parley.core.session.Scenario.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.HistoryLine;
import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.CancelReply;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.SessionState.WaitingMessage;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SayingTest {
  @Test
  void a_restarted_reply_to_spoken_words_is_still_spoken() {
    var spoken =
        new SessionCommand.Say(
            "b", Party.CUSTOMER, "hello?", Channel.VOICE, OptionalDouble.of(0.9), NOON);
    var typed = given(started(), said("a", "hi"), turnStarted(1, 2));
    assertThat(typed.active().open()).hasValueSatisfying(o -> assertThat(o.spoken()).isFalse());
    typed
        .when(spoken)
        .afterwards()
        .when(say("c", "and this"))
        .afterwards()
        .when(complete(1, 1, "hi"))
        .afterwards()
        .when(pause())
        .afterwards()
        .when(resume())
        .afterwards()
        .active()
        .open()
        .ifPresentOrElse(
            open -> assertThat(open.spoken()).isTrue(),
            () -> {
              throw new AssertionError("no turn is open");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "web, , false",
    "voice, , true",
    "phone, , false",
    "phone, SPOKEN, true",
    "phone, KEYED, true",
    "web, SPOKEN, true",
    "voice, WRITTEN, false"
  })
  void the_modality_of_words_decides_whether_the_reply_is_said_aloud(
      String channel, Modality modality, boolean aloud) {
    var say =
        new SessionCommand.Say(
            "a",
            Party.CUSTOMER,
            "hello",
            new Channel(channel),
            Optional.ofNullable(modality),
            OptionalDouble.empty(),
            NOON);
    assertThat(given(started()).when(say).afterwards().active().open())
        .hasValueSatisfying(open -> assertThat(open.spoken()).isEqualTo(aloud));
  }

  @ParameterizedTest
  @CsvSource({
    "one zero four two,   0.6,  true",
    "one zero four two,   0.95, false",
    "one zero four two,   ,     false",
    "where is my order,   0.6,  false",
    "I cannot be right,   0.5,  true",
    "yes,                 0.6,  false",
    "yes,                 ,     false",
    "is that the order that I made in May, 0.5, false"
  })
  void a_turn_knows_of_a_number_and_an_answer_that_may_be_misheard(
      String words, Double confidence, boolean doubtful) {
    var say =
        new SessionCommand.Say(
            "a",
            Party.CUSTOMER,
            words,
            Channel.VOICE,
            confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence),
            NOON);
    assertThat(given(started()).when(say).afterwards().active().open())
        .hasValueSatisfying(open -> assertThat(open.doubtful()).isEqualTo(doubtful));
  }

  @Test
  void words_of_the_customer_open_a_turn_that_answers_them() {
    var after =
        given(started())
            .when(say("a", "hello"))
            .then(said("a", "hello"), turnStarted(1, 2), new GenerateReply(1, 1))
            .answers(2)
            .afterwards();
    assertThat(after.active().waiting()).isEmpty();
    assertThat(after.active().history().lines())
        .containsExactly(HistoryLine.of(2, 1, Party.CUSTOMER, "hello"));
  }

  @Test
  void words_said_during_a_turn_are_stored_at_once_and_wait() {
    var after =
        given(started(), said("a", "hello"), turnStarted(1, 2))
            .when(say("b", "and you?"))
            .then(said("b", "and you?"))
            .answers(4)
            .afterwards();
    assertThat(after.active().waiting())
        .containsExactly(new WaitingMessage(4, "and you?", false, false));
  }

  @Test
  void waiting_messages_are_answered_together_after_a_reply() {
    var after =
        twoWaiting()
            .when(complete(1, 1, "hi"))
            .then(completed(1, "hi"), turnStarted(2, 4, 5), new GenerateReply(2, 1))
            .answers(6)
            .afterwards();
    assertThat(after.active().history().lines())
        .containsExactly(
            HistoryLine.of(2, 1, Party.CUSTOMER, "hello"),
            HistoryLine.of(6, 1, Party.BOT, "hi"),
            HistoryLine.of(4, 2, Party.CUSTOMER, "and you?"),
            HistoryLine.of(5, 2, Party.CUSTOMER, "well?"));
  }

  @Test
  void waiting_messages_are_answered_together_after_a_failure() {
    twoWaiting()
        .when(fail(1, 1))
        .then(failed(1), turnStarted(2, 4, 5), new GenerateReply(2, 1))
        .answers(6);
  }

  @Test
  void waiting_messages_are_answered_together_after_an_interruption() {
    twoWaiting()
        .when(interrupt("i", 1, "h"))
        .then(
            interrupted("i", 1, "h"),
            turnStarted(2, 4, 5),
            new CancelReply(1),
            new GenerateReply(2, 1))
        .answers(6);
  }

  @Test
  void waiting_messages_are_limited() {
    assertThat(twoWaiting().active().waiting()).hasSize(WAITING_MAX);
    twoWaiting().when(say("d", "hello?")).isRejected(TOO_MANY_WAITING);
  }

  @Test
  void a_repeated_waiting_message_is_accepted_at_the_limit() {
    twoWaiting().when(say("c", "well?")).then().answers(5);
  }

  @Test
  void a_human_of_the_company_opens_no_turn() {
    var after =
        given(started())
            .when(agentSays("h", "I am Kim"))
            .then(agentSaid("h", "I am Kim"))
            .answers(2)
            .afterwards();
    assertThat(after.active().history().lines())
        .containsExactly(HistoryLine.of(2, 0, Party.HUMAN, "I am Kim"));
    assertThat(after.pending()).isEmpty();
  }

  @Test
  void the_limit_does_not_hold_for_a_human_of_the_company() {
    twoWaiting().when(agentSays("h", "one moment")).then(agentSaid("h", "one moment")).answers(6);
  }

  @Test
  void the_next_turn_does_not_answer_messages_of_a_human() {
    given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            agentSaid("h", "one moment"),
            said("b", "fine"))
        .when(complete(1, 1, "hi"))
        .then(completed(1, "hi"), turnStarted(2, 5), new GenerateReply(2, 1));
  }

  @Test
  void only_messages_of_the_customer_count_towards_the_rate() {
    var counts =
        given(started(), greeted("Hi."), agentSaid("h", "I am Kim"), said("a", "hello"))
            .active()
            .rate();
    assertThat(counts.turns().within(NOON)).isEqualTo(1);
    assertThat(counts.tokens().within(NOON)).isZero();
  }

  private static Scenario twoWaiting() {
    return given(
        started(),
        said("a", "hello"),
        turnStarted(1, 2),
        said("b", "and you?"),
        said("c", "well?"));
  }
}
