package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Decision.Action.GenerateReply;
import io.parley.core.session.MessageEvent.Said;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// A customer who speaks to a colleague in the call: the session keeps the words, and nobody
/// answers them.
class OverheardTest {
  private static final Optional<Party> COLLEAGUE = Optional.of(Party.HUMAN);

  private static SessionCommand.Say toColleague(String id, String text) {
    return new SessionCommand.Say(
        id,
        Party.CUSTOMER,
        text,
        Channel.PHONE,
        Optional.of(Modality.SPOKEN),
        OptionalDouble.of(0.9),
        COLLEAGUE,
        NOON);
  }

  private static Said heard(String id, String text) {
    return new Said(
        id,
        Party.CUSTOMER,
        text,
        Channel.PHONE,
        Optional.of(Modality.SPOKEN),
        OptionalDouble.of(0.9),
        COLLEAGUE,
        NOON);
  }

  @Test
  void words_to_a_colleague_open_no_turn() {
    given(started()).when(toColleague("a", "It is late.")).then(heard("a", "It is late."));
  }

  @Test
  void nor_do_they_wait_for_the_open_one_to_end() {
    var talking = given(started(), said("a", "hi"), turnStarted(1, 2), heard("b", "It is late."));
    assertThat(talking.active().waiting()).isEmpty();
    talking.when(complete(1, 1, "hello")).then(completed(1, "hello"));
  }

  @Test
  void they_are_remembered_in_the_conversation() {
    var after = given(started(), heard("a", "It is late."));
    assertThat(after.active().history().lines())
        .extracting(line -> line.by() + ": " + line.text())
        .isEqualTo(List.of("CUSTOMER: It is late."));
    after.when(say("b", "hi")).then(said("b", "hi"), turnStarted(1, 3), new GenerateReply(1, 1));
  }

  @Test
  void the_same_words_under_the_same_id_have_no_second_effect() {
    given(started(), heard("a", "It is late.")).when(toColleague("a", "It is late.")).then();
  }
}
