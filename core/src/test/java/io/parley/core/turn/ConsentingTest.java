package io.parley.core.turn;

import static io.parley.core.turn.CallScript.call;
import static io.parley.core.turn.CallScript.cancel;
import static io.parley.core.turn.CallScript.hold;
import static io.parley.core.turn.CallScript.keyed;
import static io.parley.core.turn.CallScript.resume;
import static io.parley.core.turn.CallScript.say;
import static io.parley.core.turn.CallScript.typed;

import io.parley.core.tool.Approval;
import io.parley.core.turn.CallState.Phase;
import org.junit.jupiter.api.Test;

class ConsentingTest {
  private static CallAction asks(String call, boolean again) {
    return new CallAction.AskConsent(1, call, again);
  }

  private static CallAction answers(String call, Approval decision, String words) {
    return new CallAction.AnswerConsent(call, decision, words);
  }

  /// The question is heard at 4 s.
  private static CallScript asked() {
    return call()
        .at(0)
        .type("Cancel it")
        .expect(typed(1, "Cancel it"))
        .at(2_000)
        .asksConsent(1, "c1")
        .expect(asks("c1", false))
        .sound(1)
        .at(4_000)
        .questionHeard(1);
  }

  private static CallScript says(CallScript call, long at, String words) {
    return call.at(at)
        .speech()
        .expect(hold(1))
        .at(at + 600)
        .silence()
        .at(at + 700)
        .words(words)
        .at(at + 700);
  }

  @Test
  void a_yes_after_the_question_is_consent() {
    says(asked().is(Phase.LISTENING), 5_000, "Yes, please.")
        .expect(resume(1))
        .at(6_100)
        .expect(answers("c1", Approval.APPROVE, "Yes, please."))
        .is(Phase.THINKING);
  }

  @Test
  void a_request_from_before_the_call_is_asked_when_nobody_has_the_floor() {
    CallScript.greetedCall()
        .expect(CallScript.speak(1, Line.GREETING))
        .turnWaits()
        .nothing()
        .sound(1)
        .at(2_000)
        .soundEnds(1)
        .turnWaits()
        .expect(new CallAction.TakeUp(2))
        .asksConsent(2, "c1")
        .expect(new CallAction.AskConsent(2, "c1", false));
  }

  @Test
  void a_no_is_a_refusal_and_interrupts_nothing() {
    says(asked(), 5_000, "No, don't do that.")
        .expect(resume(1))
        .at(6_100)
        .expect(answers("c1", Approval.REJECT, "No, don't do that."));
  }

  @Test
  void unclear_words_are_asked_about_once_more_and_then_go_to_the_session() {
    var again =
        says(asked(), 5_000, "Which order is that?")
            .expect(resume(1))
            .at(6_100)
            .expect(asks("c1", true))
            .sound(1)
            .at(9_000)
            .questionHeard(1);
    says(again, 10_000, "Which order is that?")
        .expect(resume(1))
        .at(11_100)
        .expect(cancel(1), say(2, "Which order is that?"));
  }

  @Test
  void a_yes_that_began_before_the_end_of_the_question_is_none() {
    call()
        .at(0)
        .type("Cancel it")
        .expect(typed(1, "Cancel it"))
        .asksConsent(1, "c1")
        .expect(asks("c1", false))
        .sound(1)
        .at(2_000)
        .speech()
        .at(2_200)
        .questionHeard(1)
        .at(2_400)
        .silence()
        .words("Yes.")
        .at(3_400)
        .expect(asks("c1", true));
  }

  @Test
  void a_late_yes_to_something_else_is_no_answer() {
    asked().at(4_500).words("Yes.").at(5_500).expect(asks("c1", true));
  }

  @Test
  void words_into_the_question_are_a_barge_in() {
    call()
        .at(0)
        .type("Cancel it")
        .expect(typed(1, "Cancel it"))
        .asksConsent(1, "c1")
        .expect(asks("c1", false))
        .sound(1)
        .at(2_000)
        .speech()
        .at(2_200)
        .partial("Wait a moment")
        .expect(cancel(1));
  }

  @Test
  void words_of_low_confidence_are_no_consent() {
    asked()
        .at(5_000)
        .speech()
        .expect(hold(1))
        .at(5_600)
        .silence()
        .words("Yes.", 0.2)
        .expect(resume(1))
        .at(6_600)
        .expect(asks("c1", true));
  }

  @Test
  void a_key_answers_after_the_question_alone() {
    call()
        .at(0)
        .type("Cancel it")
        .expect(typed(1, "Cancel it"))
        .asksConsent(1, "c1")
        .expect(asks("c1", false))
        .sound(1)
        .key('1')
        .at(800)
        .questionHeard(1)
        .at(2_000)
        .nothing()
        .key('2')
        .at(2_999)
        .nothing()
        .at(3_000)
        .expect(answers("c1", Approval.REJECT, "2"));
  }

  @Test
  void another_key_has_it_asked_again_once_and_is_words_then() {
    asked()
        .key('5')
        .at(5_000)
        .expect(asks("c1", true))
        .sound(1)
        .questionHeard(1)
        .key('5')
        .at(6_000)
        .expect(cancel(1), keyed(2, "5", "5"));
  }

  @Test
  void a_number_that_begins_as_a_yes_is_none() {
    asked().key('1').at(4_600).keys("042#").expect(cancel(1), keyed(2, "1042#", "1042#"));
  }

  @Test
  void the_terminator_answers_at_once() {
    asked().keys("1#").expect(answers("c1", Approval.APPROVE, "1"));
  }

  @Test
  void a_key_that_may_be_an_answer_keeps_the_question_from_being_asked_again() {
    asked().at(13_900).key('1').at(14_900).expect(answers("c1", Approval.APPROVE, "1"));
  }

  @Test
  void silence_is_asked_about_once_and_then_declined() {
    asked()
        .at(14_000)
        .expect(asks("c1", true))
        .sound(1)
        .at(16_000)
        .questionHeard(1)
        .at(136_000)
        .expect(answers("c1", Approval.REJECT, "(silence)"));
  }

  @Test
  void two_calls_are_asked_about_one_after_the_other() {
    asked()
        .asksConsent(1, "c2")
        .nothing()
        .keys("1#")
        .expect(answers("c1", Approval.APPROVE, "1"), asks("c2", false))
        .consentDecided("c1")
        .nothing()
        .sound(1)
        .at(5_000)
        .questionHeard(1)
        .consentDecided("c2")
        .nothing();
  }

  @Test
  void a_language_without_known_answers_is_not_asked_in() {
    call(CallScript.withoutEarly(TurnSettings.typical("fr")))
        .at(0)
        .type("Annulez")
        .expect(typed(1, "Annulez"))
        .asksConsent(1, "c1")
        .nothing();
  }
}
