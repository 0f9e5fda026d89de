package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallState.Phase;
import io.parley.core.turn.Line;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The greeting of an agent may ask for something.
class AskingGreetingTest extends CallInRealTime {
  private static final String ASKS = "Hello! What is your order number?";

  @Test
  void after_a_greeting_that_asks_for_a_number_the_recogniser_knows_what_to_expect() {
    session.answers = _ -> Optional.of("Thanks.");
    begin(TestPlan.greeting(ASKS), engines);
    await()
        .untilAsserted(
            () ->
                assertThat(session.shown)
                    .extracting(each -> each.phase())
                    .containsSubsequence(Phase.SPEAKING, Phase.LISTENING));
    says("One zero four two.");
    await().untilAsserted(() -> assertThat(said()).endsWith("Thanks."));
    assertThat(engines.ears.getFirst().expected).containsExactly(Expectation.DIGITS);
  }

  @Test
  void an_offer_and_another_line_ask_for_nothing() {
    assertThat(TestPlan.greeting(ASKS).asksFor(Line.GREETING)).contains(Expectation.DIGITS);
    assertThat(TestPlan.greeting(ASKS).asksFor(Line.SAY_AGAIN)).isEmpty();
    assertThat(TestPlan.greeting("Hello! Can I help you?").asksFor(Line.GREETING)).isEmpty();
    assertThat(TestPlan.greeting("Hello!").asksFor(Line.GREETING)).isEmpty();
  }
}
