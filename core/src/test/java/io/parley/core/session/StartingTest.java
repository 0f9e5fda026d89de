package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.HistoryLine;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand.Start;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartingTest {

  @Test
  void a_session_begins_with_its_start() {
    given().when(start()).then(started()).answers(1);
  }

  @Test
  void a_greeting_is_said_by_the_bot_and_opens_no_turn() {
    var after =
        given()
            .when(start(Optional.of("Hello, I am Pip.")))
            .then(started(), greeted("Hello, I am Pip."))
            .answers(1)
            .afterwards();
    assertThat(after.active().open()).isEmpty();
    assertThat(after.active().turns()).isZero();
    assertThat(after.active().history().lines())
        .containsExactly(HistoryLine.of(2, 0, Party.BOT, "Hello, I am Pip."));
  }

  @Test
  void the_greeting_takes_no_id_away_from_the_client() {
    given(started(), greeted("Hello."))
        .when(say("greeting", "hi"))
        .then(said("greeting", "hi"), turnStarted(1, 3), new Decision.Action.GenerateReply(1, 1));
  }

  @Test
  void a_repeated_start_gets_the_first_answer_and_has_no_effect() {
    given(started(), said("a", "hello"), turnStarted(1, 2)).when(start()).then().answers(1);
  }

  @Test
  void a_repeated_start_succeeds_after_the_agent_has_a_newer_version() {
    var newer =
        new Start(
            TenantId.DEFAULT,
            new AgentRef(AGENT.id(), AGENT.version() + 1),
            Channel.WEB,
            Optional.of(ADA),
            Map.of("page", "/help"),
            Optional.of("Another greeting"),
            NOON);
    given(started()).when(newer).then().answers(1);
  }

  @Test
  void a_repeated_start_succeeds_after_the_end() {
    given(started(), Events.ended("z")).when(start()).then().answers(1);
  }

  @Test
  void another_start_is_refused() {
    given(started()).when(startOn(new Channel("phone"), ADA, "/help")).isRejected(ALREADY_STARTED);
    given(started())
        .when(startOn(Channel.WEB, new Customer("c-8", Optional.empty(), true), "/help"))
        .isRejected(ALREADY_STARTED);
    given(started()).when(startOn(Channel.WEB, ADA, "/cart")).isRejected(ALREADY_STARTED);
    given(started(), Events.ended("z"))
        .when(startOn(Channel.WEB, ADA, "/cart"))
        .isRejected(ALREADY_STARTED);
  }

  @Test
  void nothing_is_owed_before_the_start_and_nothing_after_it() {
    assertThat(given().pending()).isEmpty();
    assertThat(given(started(), greeted("Hello.")).pending()).isEmpty();
  }

  private static Start startOn(Channel channel, Customer customer, String page) {
    return new Start(
        TenantId.DEFAULT,
        AGENT,
        channel,
        Optional.of(customer),
        Map.of("page", page),
        Optional.empty(),
        NOON);
  }
}
