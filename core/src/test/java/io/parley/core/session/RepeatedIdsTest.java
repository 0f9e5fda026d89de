package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static io.parley.core.tool.Approval.*;
import static io.parley.core.tool.ToolPolicy.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand.Decide;
import io.parley.core.session.SessionCommand.End;
import io.parley.core.session.SessionCommand.Say;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The same id with the same content gets the same answer and has no second effect; with other
/// content it is refused.
class RepeatedIdsTest {
  private static final SessionEvent[] TALK = {
    started(), said("a", "hello"), turnStarted(1, 2), completed(1, "hi"), agentSaid("h", "I am Kim")
  };

  @Test
  void a_repeated_message_gets_the_same_answer() {
    given(TALK).when(say("a", "hello")).then().answers(2);
    given(TALK).when(agentSays("h", "I am Kim")).then().answers(5);
  }

  @Test
  void a_repeated_sentence_of_the_call_itself_gets_the_same_answer_and_opens_no_turn() {
    var said = new Say("c", Party.BOT, "We were cut off.", Channel.PHONE, NOON);
    var after = given(TALK).when(said).afterwards();
    assertThat(after.active().open()).isEmpty();
    after.when(said).then().answers(TALK.length + 1);
  }

  @Test
  void a_repeated_message_may_use_another_channel() {
    given(TALK)
        .when(new Say("a", Party.CUSTOMER, "hello", new Channel("api"), NOON.plusSeconds(9)))
        .then()
        .answers(2);
  }

  @Test
  void another_message_with_the_same_id_is_refused() {
    given(TALK).when(say("a", "good bye")).isRejected(ID_REUSED);
    given(TALK).when(say("h", "I am Kim")).isRejected(ID_REUSED);
  }

  @Test
  void a_message_is_held_by_the_event_with_its_id_its_party_and_its_words() {
    assertThat(Session.holds(said("a", "hello"), say("a", "hello"))).isTrue();
    assertThat(Session.holds(said("a", "hello"), say("b", "hello"))).isFalse();
    assertThat(Session.holds(said("a", "hello"), say("a", "hello!"))).isFalse();
    assertThat(Session.holds(agentSaid("a", "hello"), say("a", "hello"))).isFalse();
    assertThat(Session.holds(completed(1, "hello"), say("a", "hello"))).isFalse();
  }

  @Test
  void an_id_is_valid_for_one_kind_of_command() {
    given(TALK).when(interrupt("a", 1)).isRejected(ID_REUSED);
    given(TALK).when(end("a")).isRejected(ID_REUSED);
    given(TALK).when(decide("a", "1.1", APPROVE)).isRejected(ID_REUSED);
  }

  @Test
  void a_repeated_interruption_gets_the_same_answer() {
    var after = given(started(), said("a", "hello"), turnStarted(1, 2), interrupted("i", 1, "he"));
    after.when(interrupt("i", 1, "other heard")).then().answers(4);
    after.when(interrupt("i", 2)).isRejected(ID_REUSED);
  }

  @Test
  void an_interruption_without_effect_does_not_use_its_id() {
    given(TALK).when(interrupt("i", 1)).then().answers(5);
    given(TALK)
        .when(interrupt("i", 1))
        .afterwards()
        .when(agentSays("i", "free"))
        .then(agentSaid("i", "free"));
  }

  @Test
  void a_repeated_decision_gets_the_same_answer() {
    var after =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", READ_ONLY, true),
            approvalRequested("1.1"),
            decided("d", "1.1", APPROVE));
    after.when(decide("d", "1.1", APPROVE)).then().answers(6);
    after.when(decide("d", "1.1", REJECT)).isRejected(ID_REUSED);
    after.when(decide("d", "1.2", APPROVE)).isRejected(ID_REUSED);
    after
        .when(new Decide("d", "1.1", APPROVE, Party.HUMAN, Optional.of("a note"), NOON))
        .isRejected(ID_REUSED);
    after
        .when(new Decide("d", "1.1", APPROVE, Party.OPERATOR, Optional.empty(), NOON))
        .isRejected(ID_REUSED);
  }

  @Test
  void a_repeated_end_gets_the_same_answer() {
    var after = given(started(), Events.ended("z"));
    after.when(end("z")).then().answers(2);
    after
        .when(new End(Optional.of("z"), "another reason", Party.CUSTOMER, "", NOON))
        .isRejected(ID_REUSED);
    after.when(new End(Optional.of("z"), "done", Party.HUMAN, "", NOON)).isRejected(ID_REUSED);
  }

  @Test
  void accepted_ids_are_known_after_the_end_and_the_archive() {
    var ended =
        given(started(), said("a", "hello"), turnStarted(1, 2), failed(1), Events.ended("z"));
    ended.when(say("a", "hello")).then().answers(2);
    ended.when(say("a", "bye")).isRejected(ID_REUSED);
    var archived = given(started(), agentSaid("h", "bye"), Events.ended("z"), archived());
    archived.when(agentSays("h", "bye")).then().answers(2);
    archived.when(end("z")).then().answers(3);
  }

  @Test
  void refusals_are_not_remembered() {
    given(started()).when(decide("d", "1.1", APPROVE)).isRejected(UNKNOWN_CALL);
    given(started()).when(agentSays("d", "free")).then(agentSaid("d", "free"));
  }

  @Test
  void the_last_256_ids_are_remembered_and_the_257th_forgets_the_first() {
    var history = new ArrayList<SessionEvent>();
    history.add(started());
    for (int i = 1; i <= Session.IDS_REMEMBERED_MAX; i++) history.add(agentSaid("h" + i, "word"));
    var full = given(history);
    assertThat(full.active().accepted().all()).hasSize(256);
    full.when(agentSays("h1", "word")).then().answers(2);
    full.when(agentSays("h1", "other")).isRejected(ID_REUSED);

    var over = full.when(agentSays("h257", "word")).then(agentSaid("h257", "word")).afterwards();
    assertThat(over.active().accepted().all()).hasSize(256);
    over.when(agentSays("h2", "word")).then().answers(3);
    over.when(agentSays("h1", "other")).then(agentSaid("h1", "other")).answers(259);
  }

  @Test
  void the_sessions_own_events_use_no_ids() {
    assertThat(given(started(), greeted("Hello.")).active().accepted().all()).isEmpty();
    var expired =
        given(
            started(),
            said("a", "hello"),
            turnStarted(1, 2),
            requested("1.1", READ_ONLY, true),
            approvalRequested("1.1"),
            approvalExpired("1.1", NOON),
            notRun("1.1", EXPIRED, NOON));
    assertThat(expired.active().accepted().all()).hasSize(1);
    expired.when(agentSays("expired-1.1", "mine")).then(agentSaid("expired-1.1", "mine"));
  }
}
