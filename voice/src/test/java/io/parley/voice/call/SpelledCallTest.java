package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.speech.Expectation;
import io.parley.core.turn.CallState.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// A caller spells an e-mail address, in real time, several at once.
@Execution(CONCURRENT)
class SpelledCallTest extends CallInRealTime {
  private static final String ASKED = "What is your e-mail address?";

  @Test
  void an_address_in_two_utterances_is_read_back_and_said_after_a_yes() {
    beginAsked();
    says("A N N A at example");
    says("dot com");
    await().until(() -> said().size() == 3);
    assertThat(said().subList(1, 3))
        .containsExactly("A N N A at example dot com.", "IS_THAT_RIGHT");
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.shown.getLast().words()).isEqualTo("anna@example.com");
    assertThat(session.asked(Say.class)).as("before the yes").isEmpty();
    session.answers = _ -> Optional.of("Thank you.");
    says("Yes, that's right.");
    await().untilAsserted(() -> assertThat(said()).endsWith("Thank you."));
    assertThat(session.asked(Say.class)).hasSize(1);
    var say = session.asked(Say.class).getFirst();
    assertThat(say.text()).isEqualTo("anna@example.com");
    assertThat(say.confidence()).hasValue(1);
    assertThat(engines.ears.getFirst().expected)
        .startsWith(Expectation.SPELLED)
        .endsWith(Expectation.YES_OR_NO);
  }

  @Test
  void a_wrong_one_is_spelled_again() {
    beginAsked();
    says("A N N A at example dot com");
    await().until(() -> said().contains("IS_THAT_RIGHT") && shown() == Phase.LISTENING);
    says("No.");
    await().until(() -> said().contains("SPELL_AGAIN") && shown() == Phase.LISTENING);
    says("H A N N A at example dot com");
    await().until(() -> said().size() == 6 && shown() == Phase.LISTENING);
    session.answers = _ -> Optional.of("Thank you.");
    says("Yes.");
    await().until(() -> said().contains("Thank you."));
    assertThat(session.asked(Say.class)).extracting(Say::text).containsExactly("hanna@example.com");
  }

  /// The agent has asked for the address.
  private void beginAsked() {
    session.answers = _ -> Optional.of(ASKED);
    begin();
    session.say("typed", "I want a ticket.", Channel.WEB);
    await().until(() -> said().contains(ASKED));
    await().until(() -> shown() == Phase.LISTENING);
  }
}
