package io.parley.sessions.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentRef;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.SettleToolCall;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.RunningCall;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolProgress;
import io.parley.core.tool.ToolTerms;
import io.parley.sessions.ScriptedWorld;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.breaker.NodeBreakers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolCallExecutionTest {
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  // longer than any pause between two attempts, shorter than the deadline
  private static final Duration PAUSE = Duration.ofMillis(900);

  private final ActorTestKit kit = ScriptedWorld.kitWithManualTime();
  private final ManualTime time = ManualTime.get(kit.system());
  private final ScriptedWorld world = new ScriptedWorld();
  private final TestProbe<SessionCommand> session = kit.createTestProbe();
  private final SessionSettings settings = SessionSettings.from(ConfigFactory.defaultReference());

  private final BlockingQueue<CompletableFuture<FormReply>> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<ToolProgress> shown = new LinkedBlockingQueue<>();
  private final NodeBreakers breakers =
      new NodeBreakers(kit.system(), settings.breaker(), world.testTools(), Clock.systemUTC());

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void silence_until_the_deadline_leaves_an_effect_in_doubt() {
    execute(ToolPolicy.RETRY_WITH_KEY);
    world.nextToolAttempt();
    time.timePasses(DEADLINE);
    assertThat(settled().outcome().kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @Test
  void silence_of_a_tool_that_only_reads_is_a_failure() {
    execute(ToolPolicy.READ_ONLY);
    world.nextToolAttempt();
    time.timePasses(DEADLINE);
    assertThat(settled().outcome().kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void a_call_that_was_never_sent_has_certainly_failed() {
    // time passes before the actor receives a failure: it does not matter here
    execute(ToolPolicy.ASK_HUMAN, false, DEADLINE.multipliedBy(100));
    for (int attempt = 1; attempt <= settings.toolCall().attempts(); attempt++) {
      world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("down", null));
      if (attempt < settings.toolCall().attempts()) pause();
    }
    var settled = settled();
    assertThat(settled.outcome().kind()).isEqualTo(Kind.FAILED);
    assertThat(settled.attempts()).isEqualTo(settings.toolCall().attempts());
  }

  @Test
  void an_attempt_that_may_have_happened_keeps_the_call_in_doubt() {
    execute(ToolPolicy.RETRY_WITH_KEY);
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.maybeSent("lost", null));
    pause();
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("down", null));
    time.timePasses(DEADLINE);
    // whether another attempt fits before the deadline is chance; its silence changes nothing
    assertThat(settled().outcome().kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @Test
  void an_unexpected_exception_counts_as_sent() {
    execute(ToolPolicy.ASK_HUMAN);
    world.nextToolAttempt().outcome().completeExceptionally(new IllegalStateException("a bug"));
    assertThat(settled().outcome().kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @Test
  void a_result_that_is_one_character_too_long_is_shortened_with_a_note() {
    execute(ToolPolicy.READ_ONLY);
    int max = settings.toolCall().resultCharactersMax();
    var tooLong = new Json("\"" + "x".repeat(max - 1) + "\"");
    world.nextToolAttempt().outcome().complete(ToolOutcome.succeeded(tooLong, List.of()));
    var outcome = settled().outcome();
    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(outcome.result().text())
        .startsWith("{\"note\":\"The result is too long.")
        .contains("\"characters\":" + (max + 1) + ",")
        .endsWith("\"beginning\":\"\\\"" + "x".repeat(max - 1) + "\"}");
  }

  private void pause() {
    // its failure reaches the actor later; only then does a pause begin
    Awaitility.await()
        .atMost(ScriptedWorld.PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              time.timePasses(PAUSE.dividedBy(20));
              return !world.toolAttempts.isEmpty();
            });
  }

  private SettleToolCall settled() {
    return session.expectMessageClass(SettleToolCall.class);
  }

  @Test
  void an_unrepeatable_call_of_a_dead_node_is_in_doubt() {
    execute(ToolPolicy.RETRY_WITH_KEY, true, DEADLINE);
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("down", null));
    time.timePasses(DEADLINE);
    assertThat(settled().outcome().kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @Test
  void a_cancelled_call_that_only_reads_is_dropped_at_once() {
    var call = execute(ToolPolicy.READ_ONLY);
    var attempt = world.nextToolAttempt();
    call.tell(new ToolCallExecution.Cancel());
    assertThat(settled().outcome().kind()).isEqualTo(Kind.FAILED);
    attempt.awaitCancelled();
  }

  @Test
  void a_cancelled_effect_is_in_doubt_when_its_tool_stopped() {
    var call = execute(ToolPolicy.RETRY_WITH_KEY);
    var attempt = world.nextToolAttempt();
    call.tell(new ToolCallExecution.Cancel());
    attempt.awaitCancelled();
    attempt.outcome().completeExceptionally(new CancellationException());
    assertThat(settled().outcome().kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void a_cancelled_effect_of_a_tool_that_does_not_stop_is_recorded() {
    var call = execute(ToolPolicy.ASK_HUMAN);
    var attempt = world.nextToolAttempt();
    call.tell(new ToolCallExecution.Cancel());
    attempt.outcome().complete(ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of()));
    assertThat(settled().outcome().kind()).isEqualTo(Kind.SUCCEEDED);
  }

  @Test
  void a_call_cancelled_between_two_attempts_that_were_not_sent_has_failed() {
    var call = execute(ToolPolicy.ASK_HUMAN, false, DEADLINE.multipliedBy(100));
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.notSent("down", null));
    call.tell(new ToolCallExecution.Cancel());
    assertThat(settled().outcome().kind()).isEqualTo(Kind.FAILED);
    assertThat(world.toolAttempts).isEmpty();
  }

  @Test
  void the_deadline_cancels_the_attempt() {
    execute(ToolPolicy.RETRY_WITH_KEY);
    var attempt = world.nextToolAttempt();
    time.timePasses(DEADLINE);
    settled();
    attempt.awaitCancelled();
  }

  @Test
  void cancelled_calls_do_not_break_their_dependency() {
    for (int calls = 0; calls <= settings.breaker().failures(); calls++) {
      var call = execute(ToolPolicy.ASK_HUMAN);
      var attempt = world.nextToolAttempt();
      call.tell(new ToolCallExecution.Cancel());
      attempt.awaitCancelled();
      attempt.outcome().completeExceptionally(new CancellationException());
      settled();
    }
    assertThat(breakers.isBroken("look-service")).isFalse();
  }

  @Test
  void a_call_may_take_longer_than_the_breaker_waits() {
    var slow = settings.breaker().callTimeout().multipliedBy(2);
    execute(ToolPolicy.ASK_HUMAN, false, slow.multipliedBy(2));
    var attempt = world.nextToolAttempt();
    time.timePasses(slow);
    session.expectNoMessage();
    attempt.outcome().complete(ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of()));
    assertThat(settled().outcome().kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(breakers.states().getFirst().failures()).isEqualTo(1);
  }

  @Test
  void the_deadline_stands_still_while_a_person_thinks() {
    execute(ToolPolicy.ASK_HUMAN);
    var attempt = world.nextToolAttempt();
    var form = new ToolForm("Sure?", List.of());
    var reply = attempt.context().running().ask(form);
    var question = ScriptedWorld.next(asked);
    time.timePasses(DEADLINE.multipliedBy(2));
    session.expectNoMessage();
    question.complete(FormReply.CANCELLED);
    assertThat(reply.join()).isEqualTo(FormReply.CANCELLED);
    time.timePasses(DEADLINE);
    assertThat(settled().outcome().kind()).isEqualTo(Kind.IN_DOUBT);
  }

  @Test
  void a_question_that_nobody_answers_is_closed() {
    execute(ToolPolicy.ASK_HUMAN);
    var running = world.nextToolAttempt().context().running();
    var reply = running.ask(new ToolForm("Sure?", List.of()));
    var question = ScriptedWorld.next(asked);
    time.timePasses(Duration.ofMinutes(5));
    assertThat(reply.join()).isEqualTo(FormReply.CANCELLED);
    Awaitility.await().atMost(ScriptedWorld.PATIENCE).until(question::isCancelled);
  }

  @Test
  void of_reports_that_come_too_fast_the_newest_is_shown() {
    execute(ToolPolicy.READ_ONLY);
    var running = world.nextToolAttempt().context().running();
    running.progressed(progress(1));
    assertThat(ScriptedWorld.next(shown)).isEqualTo(progress(1));
    for (int step = 2; step <= 1000; step++) running.progressed(progress(step));
    time.timePasses(Duration.ofMillis(500));
    assertThat(ScriptedWorld.next(shown)).isEqualTo(progress(1000));
    time.timePasses(Duration.ofMillis(500));
    assertThat(shown).isEmpty();
  }

  private RunningCall showing() {
    return new RunningCall() {
      @Override
      public void onCancel(Runnable action) {}

      @Override
      public void progressed(ToolProgress progress) {
        shown.add(progress);
      }

      @Override
      public CompletableFuture<FormReply> ask(ToolForm form) {
        var reply = new CompletableFuture<FormReply>();
        asked.add(reply);
        return reply;
      }
    };
  }

  private static ToolProgress progress(int step) {
    return new ToolProgress(step, OptionalDouble.of(1000), Optional.empty());
  }

  private ActorRef<ToolCallExecution.Message> execute(ToolPolicy policy) {
    return execute(policy, false, DEADLINE);
  }

  private ActorRef<ToolCallExecution.Message> execute(
      ToolPolicy policy, boolean again, Duration deadline) {
    var key = new SessionKey(TenantId.DEFAULT, new SessionId("s"));
    var task =
        new ToolCallExecution.Task(
            new ToolCall("1.1", "look", Json.EMPTY_OBJECT),
            new ToolTerms(policy, false, Optional.of(deadline), Optional.of("look-service")),
            new ToolContext(
                key, new AgentRef("support", 1), Optional.empty(), key + ":1.1", showing()),
            again);
    return kit.spawn(
        ToolCallExecution.create(
            task,
            world.testTools(),
            breakers,
            settings.toolCall(),
            session.ref(),
            Clock.systemUTC()));
  }
}
