package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.parley.core.session.SessionCommand.CutReply;
import io.parley.core.session.SessionCommand.Interrupt;
import io.parley.core.session.SessionCommand.Say;
import io.parley.core.turn.CallState.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/// "Shall I go on?" in a call, with engines that take no time, in real time, several at once.
@Execution(CONCURRENT)
class PortionCallTest extends CallInRealTime {
  private static final String FIRST = "You can send back anything that you have not worn outside. ";
  private static final String SECOND =
      "Please use the label that came with it, and keep the receipt. ";
  private static final String REST =
      "We refund within five working days after it has come back to our warehouse. Your bank may"
          + " need some days more for that. Gifts are another matter.";

  @Test
  void a_long_reply_is_said_in_part_and_the_session_knows_which_part_was_heard() {
    session.answers = _ -> Optional.of(FIRST + SECOND + REST);
    begin();
    says("Can I send it back?");
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
    assertThat(said()).containsExactly(FIRST.strip(), SECOND.strip(), "GO_ON");
    assertThat(session.asked(CutReply.class).getFirst().heard().strip())
        .isEqualTo((FIRST + SECOND).strip());
    await().until(() -> shown() == Phase.LISTENING);
    session.answers = _ -> Optional.of("It takes five days.");
    says("Yes, please.");
    await().untilAsserted(() -> assertThat(said()).endsWith("It takes five days."));
    assertThat(session.asked(Say.class)).hasSize(2);
    assertThat(session.asked(Interrupt.class)).isEmpty();
    assertThat(session.asked(CutReply.class)).hasSize(1);
  }

  @Test
  void the_offer_does_not_wait_for_the_end_of_the_text() {
    session.answers = _ -> Optional.empty();
    begin();
    says("Can I send it back?");
    await().until(() -> !session.asked(Say.class).isEmpty());
    session.delta(1, 0, FIRST + SECOND + REST);
    await().untilAsserted(() -> assertThat(said()).hasSize(3).endsWith("GO_ON"));
    session.complete(FIRST + SECOND + REST);
    await().untilAsserted(() -> assertThat(session.asked(CutReply.class)).hasSize(1));
  }

  @Test
  void a_short_rest_is_said_without_an_offer() {
    session.answers = _ -> Optional.of(FIRST + SECOND + "That is all.");
    begin();
    says("Can I send it back?");
    await()
        .untilAsserted(
            () ->
                assertThat(said()).containsExactly(FIRST.strip(), SECOND.strip(), "That is all."));
    await().until(() -> shown() == Phase.LISTENING);
    assertThat(session.asked(CutReply.class)).isEmpty();
  }
}
