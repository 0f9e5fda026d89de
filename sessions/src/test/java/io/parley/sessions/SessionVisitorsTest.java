package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.PromptMessage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.sessions.ScriptedWorld.ModelCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Limits of one visitor over many sessions.
class SessionVisitorsTest extends SessionFixture {
  private static final Optional<String> ONE = Optional.of("0123456789abcdef0123456789abcdef");
  private static final Optional<String> OTHER = Optional.of("fedcba9876543210fedcba9876543210");
  private static final Optional<Customer> STRANGER = Optional.empty();

  @Test
  void a_visitors_model_calls_are_limited_over_all_sessions() {
    open("parley.sessions.visitors.model-calls-per-minute = 2");
    said(begin(ONE, STRANGER), "a");
    said(begin(ONE, STRANGER), "a");
    world.nextModelCall();
    world.nextModelCall();
    var third = begin(ONE, STRANGER);
    assertThat(say(third, "a"))
        .isInstanceOfSatisfying(
            Answer.Limited.class,
            limited -> {
              assertThat(limited.limit().policy()).isEqualTo("model-calls");
              assertThat(limited.limit().quota()).isEqualTo(2);
            });
    assertThat(events(third)).as("nothing was stored").hasSize(1);
    said(begin(OTHER, STRANGER), "a");
    var named = begin(ONE, Optional.of(new Customer("c-1", Optional.empty(), true)));
    said(named, "a");
    assertThat(world.nextModelCall().prompt().origin().session()).isNotEqualTo(third);
  }

  @Test
  void a_call_of_a_model_after_tools_counts_as_well() {
    open("parley.sessions.visitors.model-calls-per-minute = 2");
    said(begin(ONE, STRANGER), "a");
    world.nextModelCall().wants("look");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    world.nextModelCall();
    assertThat(say(begin(ONE, STRANGER), "a")).isInstanceOf(Answer.Limited.class);
  }

  @Test
  void a_reply_that_is_prepared_counts_once_and_is_not_begun_beyond_the_limit() {
    open("parley.sessions.visitors.model-calls-per-minute = 1");
    var session = begin(ONE, STRANGER);
    sessions.prepare(session, new Prepare("a", "hello", now()));
    var call = world.nextModelCall();
    said(session, "a");
    call.says("Hello.");
    call.ends();
    Awaitility.await().atMost(PATIENCE).until(() -> events(session).size() == 4);
    sessions.prepare(session, new Prepare("b", "hello", now()));
    assertThat(say(session, "b")).isInstanceOf(Answer.Limited.class);
    assertThat(world.modelCalls).isEmpty();
  }

  @Test
  void a_session_without_a_known_visitor_is_counted_by_itself() {
    open("parley.sessions.visitors.model-calls-per-minute = 1");
    var before = begin(Optional.empty(), STRANGER);
    said(before, "a");
    said(begin(Optional.empty(), STRANGER), "a");
    assertThat(say(before, "b")).isInstanceOf(Answer.Limited.class);
    assertThat(say(before, "a")).as("the same words again").isInstanceOf(Answer.Stored.class);
  }

  @Test
  void the_model_is_informed_that_a_change_beyond_the_limit_was_not_made() {
    open("parley.sessions.visitors { effects-per-hour = 1, effects-per-day = 1 }");
    said(begin(ONE, STRANGER), "a");
    world.nextModelCall().wants("open");
    world.nextToolAttempt().outcome().complete(done());
    world.nextModelCall().ends();

    var session = begin(ONE, STRANGER);
    said(session, "a");
    world.nextModelCall().wants("open", "look");
    var attempt = world.nextToolAttempt();
    assertThat(attempt.call().tool()).as("reading changes nothing").isEqualTo("look");
    attempt.outcome().complete(ScriptedWorld.found());
    var told = told(world.nextModelCall());
    assertThat(told.get(0).kind()).isEqualTo(Kind.REJECTED);
    assertThat(told.get(0).result().text()).contains("nothing was done now", "retryAfterSeconds");
    assertThat(told.get(1).kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
    assertThat(settled(session)).containsExactly(0, 1);

    said(begin(OTHER, STRANGER), "a");
    world.nextModelCall().wants("open");
    assertThat(world.nextToolAttempt().call().tool()).isEqualTo("open");
  }

  @Test
  void an_approved_call_is_made_beyond_the_limit() {
    open("parley.sessions.visitors { effects-per-hour = 1, effects-per-day = 1 }");
    said(begin(ONE, STRANGER), "a");
    world.nextModelCall().wants("open");
    world.nextToolAttempt().outcome().complete(done());
    world.nextModelCall().ends();

    var session = begin(ONE, STRANGER);
    said(session, "a");
    world.nextModelCall().wants("refund");
    Awaitility.await().atMost(PATIENCE).until(() -> events(session).size() == 5);
    await(
        sessions.ask(
            session,
            new SessionCommand.Decide(
                "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now()),
            "test"));
    assertThat(world.nextToolAttempt().call().tool()).isEqualTo("refund");
  }

  private SessionKey begin(Optional<String> visitor, Optional<Customer> customer) {
    var session = new SessionKey(TENANT, new SessionId(UUID.randomUUID().toString()));
    var start =
        new SessionCommand.Start(
            TENANT,
            new AgentRef("support", 1),
            Channel.WEB,
            customer,
            Map.of(),
            Optional.empty(),
            visitor,
            now());
    assertThat(await(sessions.ask(session, start, "test"))).isEqualTo(new Answer.Stored(1));
    return session;
  }

  private Answer say(SessionKey session, String id) {
    var say = new SessionCommand.Say(id, Party.CUSTOMER, "hello", Channel.WEB, now());
    return await(sessions.ask(session, say, "test"));
  }

  private void said(SessionKey session, String id) {
    assertThat(say(session, id)).isInstanceOf(Answer.Stored.class);
  }

  private static List<ToolOutcome> told(ModelCall call) {
    return call.prompt().messages().stream()
        .flatMap(
            message ->
                message instanceof PromptMessage.ToolUse use ? Stream.of(use.outcome()) : null)
        .toList();
  }

  private List<Integer> settled(SessionKey session) {
    return events(session).stream()
        .flatMap(event -> event instanceof ToolCallSettled s ? Stream.of(s.attempts()) : null)
        .toList();
  }

  private static ToolOutcome done() {
    return ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of());
  }
}
