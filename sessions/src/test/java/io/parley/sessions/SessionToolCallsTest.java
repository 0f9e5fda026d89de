package io.parley.sessions;

import static io.parley.sessions.ScriptedWorld.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.model.PromptMessage;
import io.parley.core.party.Party;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Tool calls and the approval that some of them need, through the sessions' port.
class SessionToolCallsTest extends SessionFixture {
  @Test
  void a_tool_call_is_stored_before_it_runs_and_its_outcome_reaches_the_model() {
    start();
    say("a", "open a ticket");
    world.nextModelCall().wants("open");
    var attempt = world.nextToolAttempt();
    assertThat(events(key)).last().isInstanceOf(ToolCallRequested.class);
    assertThat(attempt.context().idempotencyKey()).isEqualTo(key + ":1.1");
    assertThat(attempt.context().agent()).isEqualTo(new AgentRef("support", 1));
    attempt
        .outcome()
        .complete(
            ToolOutcome.succeeded(
                new Json("{\"ticket\":\"T-1\"}"), List.of(new Source("Title", "ref", 0.9))));

    var second = world.nextModelCall();
    assertThat(second.prompt().messages().getLast())
        .isInstanceOfSatisfying(
            PromptMessage.ToolUse.class,
            use -> assertThat(use.outcome().kind()).isEqualTo(Kind.SUCCEEDED));
    second.says("Done.");
    second.ends();
    var reply = (ReplyCompleted) event(6);
    assertThat(reply.sources()).extracting(Source::ref).containsExactly("ref");
    assertThat(reply.usage().inputTokens()).isEqualTo(20);
  }

  @Test
  void tools_do_not_get_an_unverified_customer() {
    assertThat(customerOfTheCall(Customer.claimed("c-1", Optional.empty()))).isEmpty();
  }

  @Test
  void tools_get_a_verified_customer() {
    assertThat(customerOfTheCall(new Customer("c-1", Optional.empty(), true))).contains("c-1");
  }

  private Optional<String> customerOfTheCall(Customer customer) {
    start(Optional.of(customer));
    say("a", "look");
    world.nextModelCall().wants("look");
    return world.nextToolAttempt().context().customer();
  }

  @Test
  void a_call_that_was_not_sent_is_retried_whatever_its_policy() {
    start();
    say("a", "pay");
    world.nextModelCall().wants("pay");
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("refused", null));
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    var settled = (ToolCallSettled) event(5);
    assertThat(settled.outcome()).isEqualTo(Kind.SUCCEEDED);
    assertThat(settled.attempts()).isEqualTo(2);
  }

  @Test
  void a_call_that_may_have_happened_is_in_doubt_unless_its_key_makes_it_harmless() {
    start();
    say("a", "pay and open");
    world.nextModelCall().wants("pay", "open");
    var one = world.nextToolAttempt();
    var two = world.nextToolAttempt();
    var pay = one.call().tool().equals("pay") ? one : two;
    var open = pay.equals(one) ? two : one;
    pay.outcome().completeExceptionally(ToolFailure.maybeSent("lost", null));
    open.outcome().completeExceptionally(ToolFailure.maybeSent("lost", null));
    var again = world.nextToolAttempt();
    assertThat(again.call()).isEqualTo(open.call());
    assertThat(again.context().idempotencyKey()).isEqualTo(open.context().idempotencyKey());
    again.outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall();
    assertThat(outcomes()).containsExactlyInAnyOrder(Kind.IN_DOUBT, Kind.SUCCEEDED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void results_reach_the_model_in_the_order_of_their_calls() {
    start();
    say("a", "look and open");
    world.nextModelCall().wants("look", "open", "look");
    var attempts =
        List.of(world.nextToolAttempt(), world.nextToolAttempt(), world.nextToolAttempt());
    for (var id : List.of("1.3", "1.1", "1.2"))
      attempts.stream()
          .filter(attempt -> attempt.call().id().equals(id))
          .forEach(
              attempt -> {
                var result = new Json("\"of " + id + "\"");
                attempt.outcome().complete(ToolOutcome.succeeded(result, List.of()));
                awaitSettled(id);
              });
    var told =
        world.nextModelCall().prompt().messages().stream()
            .filter(PromptMessage.ToolUse.class::isInstance)
            .map(PromptMessage.ToolUse.class::cast)
            .toList();
    assertThat(told).extracting(use -> use.call().id()).containsExactly("1.1", "1.2", "1.3");
    assertThat(told)
        .allSatisfy(
            use ->
                assertThat(use.outcome().result().text())
                    .isEqualTo("\"of " + use.call().id() + "\""));
  }

  @Test
  void rounds_reach_the_model_with_the_words_between_them() {
    start();
    say("a", "look and open");
    var first = world.nextModelCall();
    first.says("Let me look.");
    first.wants("look", "look");
    for (int i = 0; i < 2; i++) world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var second = world.nextModelCall();
    second.says("Found it, one moment.");
    second.wants("open");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var third = world.nextModelCall();
    assertThat(third.prompt().messages())
        .containsExactly(
            new PromptMessage.Customer("look and open"),
            new PromptMessage.Assistant("Let me look."),
            use(1, "1.1", "look"),
            use(1, "1.2", "look"),
            new PromptMessage.Assistant("Found it, one moment."),
            use(2, "1.3", "open"));
    third.says("Done.");
    third.ends();
  }

  @Test
  void earlier_tool_results_reach_the_model_before_their_turns_replies() {
    start();
    say("a", "look");
    world.nextModelCall().wants("look");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var reply = world.nextModelCall();
    reply.says("It is there.");
    reply.ends();
    event(6);
    say("b", "and when?");
    assertThat(world.nextModelCall().prompt().messages())
        .containsExactly(
            new PromptMessage.Customer("look"),
            use(1, "1.1", "look"),
            new PromptMessage.Assistant("It is there."),
            new PromptMessage.Customer("and when?"));
  }

  @Test
  void rounds_of_earlier_turns_reach_the_model_with_the_words_between_them() {
    start();
    say("a", "look and open");
    var first = world.nextModelCall();
    first.says("Let me look.");
    first.wants("look");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var second = world.nextModelCall();
    second.says("Found it, one moment.");
    second.wants("open");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var third = world.nextModelCall();
    third.says("Done.");
    third.ends();
    event(8);
    say("b", "and when?");
    assertThat(world.nextModelCall().prompt().messages())
        .containsExactly(
            new PromptMessage.Customer("look and open"),
            new PromptMessage.Assistant("Let me look."),
            use(1, "1.1", "look"),
            new PromptMessage.Assistant("Found it, one moment."),
            use(2, "1.2", "open"),
            new PromptMessage.Assistant("Done."),
            new PromptMessage.Customer("and when?"));
  }

  @Test
  void reading_on_is_offered_while_there_is_a_long_result() {
    world.tools =
        List.of(
            ScriptedWorld.tool("look", ToolPolicy.READ_ONLY, false),
            ScriptedWorld.tool(ToolResults.TOOL, ToolPolicy.READ_ONLY, false));
    start();
    say("a", "look");
    var first = world.nextModelCall();
    assertThat(first.prompt().tools()).extracting(ToolSpec::name).containsExactly("look");
    first.wants("look");
    var whole = new Json("\"" + "x".repeat(9_000) + "\"");
    world
        .nextToolAttempt()
        .outcome()
        .complete(
            ToolOutcome.succeeded(LongResult.shortened("1.1", whole, 8_000, true), List.of()));
    var second = world.nextModelCall();
    assertThat(second.prompt().tools())
        .extracting(ToolSpec::name)
        .containsExactly("look", ToolResults.TOOL);
    second.says("It is long.");
    second.ends();
    event(6);
    say("b", "and then?");
    // the shortened form of later prompts still says where the rest is
    assertThat(world.nextModelCall().prompt().tools())
        .extracting(ToolSpec::name)
        .containsExactly("look", ToolResults.TOOL);
  }

  @Test
  void calls_made_after_the_last_words_that_were_heard_follow_them() {
    start();
    say("a", "look and open");
    var first = world.nextModelCall();
    first.says("Let me look.");
    first.wants("look");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var second = world.nextModelCall();
    second.says("It is there.");
    second.ends();
    event(6);
    ask(new SessionCommand.CutReply("cut", 1, Party.CUSTOMER, "Let me", now()));
    say("b", "wait");
    assertThat(world.nextModelCall().prompt().messages())
        .containsExactly(
            new PromptMessage.Customer("look and open"),
            new PromptMessage.Assistant("Let me"),
            use(1, "1.1", "look"),
            new PromptMessage.Customer("wait"));
  }

  private static PromptMessage use(int round, String id, String tool) {
    return new PromptMessage.ToolUse(
        round, new ToolCall(id, tool, Json.EMPTY_OBJECT), ScriptedWorld.found());
  }

  private void awaitSettled(String id) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                events(key).stream()
                    .anyMatch(e -> e instanceof ToolCallSettled s && s.call().equals(id)));
  }

  @Test
  void a_tool_that_needs_consent_waits_for_a_human() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    assertThat(event(5)).isInstanceOf(ApprovalRequested.class);
    assertThat(world.toolAttempts).isEmpty();
    assertThat(
            ask(
                new SessionCommand.Decide(
                    "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now())))
        .isEqualTo(new Answer.Stored(6));
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(Json.NULL, List.of()));
    world.nextModelCall().says("Refunded.");
  }

  @Test
  void a_call_is_made_on_its_recorded_terms() {
    open("parley.sessions { breaker { failures = 1, reset = 200ms }, tool-call.attempts = 1 }");
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    var refund = world.tools.stream().filter(tool -> tool.name().equals("refund")).findFirst();
    assertThat(((ToolCallRequested) event(4)).terms()).isEqualTo(refund.orElseThrow().terms());
    event(5);
    // the tool is removed while the call waits for a human
    world.tools = List.of();
    ask(
        new SessionCommand.Decide(
            "d", "1.1", Approval.APPROVE, Party.HUMAN, Optional.empty(), now()));
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("down", null));
    assertThat(next(world.probes)).isEqualTo(refund.orElseThrow().dependency());
  }

  @Test
  void a_refused_call_never_runs_and_the_model_is_informed() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    event(5);
    ask(
        new SessionCommand.Decide(
            "d", "1.1", Approval.REJECT, Party.HUMAN, Optional.of("no"), now()));
    var call = world.nextModelCall();
    assertThat(call.prompt().messages().getLast())
        .isInstanceOfSatisfying(
            PromptMessage.ToolUse.class,
            use -> assertThat(use.outcome().kind()).isEqualTo(Kind.REJECTED));
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void the_first_of_too_many_calls_are_made_and_the_model_is_informed_of_the_others() {
    world.limits = new AgentLimits(2_000, 500, 2, 3, 0);
    start();
    say("a", "look");
    world.nextModelCall().wants("look", "look", "look");
    for (int i = 0; i < 2; i++) world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var told = world.nextModelCall();
    assertThat(told.prompt().uses())
        .extracting(use -> use.outcome().kind())
        .containsExactly(Kind.SUCCEEDED, Kind.SUCCEEDED, Kind.REJECTED);
    assertThat(told.prompt().tools()).isNotEmpty();
    told.wants("look");
    var call = world.nextModelCall();
    assertThat(call.prompt().tools()).isEmpty();
    call.says("This is what I found.");
    call.ends();
    assertThat(event(10)).isInstanceOf(ReplyCompleted.class);
  }

  @Test
  void two_identical_calls_that_open_a_ticket_open_one() {
    start();
    say("a", "open a ticket");
    world.nextModelCall().wants("open", "open");
    world.nextToolAttempt().outcome().complete(ScriptedWorld.found());
    var second = world.nextModelCall();
    assertThat(second.prompt().uses())
        .extracting(use -> use.outcome().kind())
        .containsExactly(Kind.SUCCEEDED, Kind.SUCCEEDED);
    second.wants("open");
    var third = world.nextModelCall();
    assertThat(third.prompt().uses()).hasSize(3);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void a_broken_tool_is_not_offered_until_it_answers_again() {
    open("parley.sessions { breaker { failures = 1, reset = 1s }, tool-call.attempts = 1 }");
    world.probeFailure.set(ToolFailure.notSent("still down", null));
    start();
    say("a", "look");
    world.nextModelCall().wants("look");
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("down", null));
    var without = world.nextModelCall();
    assertThat(without.prompt().tools()).extracting(ToolSpec::name).doesNotContain("look");
    without.says("It is out of order.");
    without.ends();
    event(6);
    assertThat(next(world.probes)).isEqualTo("look-service");
    world.probeFailure.set(null);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              say(UUID.randomUUID().toString(), "look again");
              var call = world.nextModelCall();
              call.says("Fine.");
              call.ends();
              return call.prompt().tools().stream().anyMatch(tool -> tool.name().equals("look"));
            });
  }

  @Test
  void a_tool_that_was_not_offered_is_refused_with_a_reason_for_the_model() {
    start();
    say("a", "look");
    world.nextModelCall().wants("rm -rf /");
    var requested = (ToolCallRequested) event(4);
    assertThat(requested.tool()).isEqualTo("unknown");
    assertThat(requested.label()).isEqualTo("Looking for a tool");
  }
}
