package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.party.Party;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.ToolEvent.ToolCallResolved;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.tool.Finding;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.sessions.entity.SessionEntity;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Calls in doubt are settled by their dependency where it can tell, otherwise by a person.
class SessionDoubtsTest extends SessionFixture {
  private static final Json FOUND = new Json("{\"number\":\"T-7\"}");

  @Test
  void a_dependency_that_does_not_answer_is_asked_again_under_the_same_key() {
    doubt(ToolPolicy.LOOK_UP);
    var first = ScriptedWorld.next(world.doubts);
    assertThat(first.context().idempotencyKey()).isEqualTo(key + ":1.1");
    assertThat(first.undo()).isFalse();
    first.finding().completeExceptionally(new IllegalStateException("down"));
    var second = ScriptedWorld.next(world.doubts);
    assertThat(second.context()).isEqualTo(first.context());
    second.finding().complete(Finding.happened(FOUND));
    var resolved = resolved();
    assertThat(resolved.outcome()).isEqualTo(Kind.SUCCEEDED);
    assertThat(resolved.resolution()).hasValue(Resolution.HAPPENED);
    assertThat(resolved.by()).isEqualTo(Party.SYSTEM);
    assertThat(resolved.result()).hasValue(FOUND);
  }

  @Test
  void a_call_whose_tool_declares_an_undo_is_undone() {
    doubt(ToolPolicy.COMPENSATE);
    var asked = ScriptedWorld.next(world.doubts);
    assertThat(asked.undo()).isTrue();
    asked.finding().complete(Finding.UNDONE);
    assertThat(resolved().resolution()).hasValue(Resolution.UNDONE);
  }

  @Test
  void a_doubt_that_nobody_can_lift_is_looked_into_again_when_the_session_wakes() {
    doubt(ToolPolicy.LOOK_UP);
    ScriptedWorld.next(world.doubts).finding().complete(Finding.CANNOT_TELL);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              entity().tell(new SessionEntity.Wake());
              return !world.doubts.isEmpty();
            });
    ScriptedWorld.next(world.doubts).finding().complete(Finding.DID_NOT_HAPPEN);
    assertThat(resolved().outcome()).isEqualTo(Kind.FAILED);
  }

  @Test
  void a_person_lifts_a_doubt_of_an_archived_session_and_it_is_archived_again() {
    doubt(ToolPolicy.ASK_HUMAN);
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now()));
    ScriptedWorld.next(world.archiveAttempts).complete(new ArchiveReceipt(10, "aa", "ref"));
    Awaitility.await().atMost(PATIENCE).until(() -> archives() == 1);
    assertThat(world.doubts).isEmpty();
    var answer =
        ask(
            new SessionCommand.ResolveToolCall(
                "r", "1.1", Resolution.DID_NOT_HAPPEN, Party.OPERATOR, Optional.empty(), now()));
    assertThat(answer).isInstanceOf(Answer.Stored.class);
    ScriptedWorld.next(world.archiveAttempts).complete(new ArchiveReceipt(11, "bb", "ref"));
    Awaitility.await().atMost(PATIENCE).until(() -> archives() == 2);
    assertThat(resolved().by()).isEqualTo(Party.OPERATOR);
  }

  private void doubt(ToolPolicy policy) {
    world.tools = List.of(ScriptedWorld.tool("pay", policy, false));
    start();
    say("a", "pay");
    world.nextModelCall().wants("pay");
    world.nextToolAttempt().outcome().completeExceptionally(ToolFailure.maybeSent("lost", null));
    var reply = world.nextModelCall();
    reply.says("I do not know.");
    reply.ends();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> events(key).stream().anyMatch(ReplyCompleted.class::isInstance));
  }

  private long archives() {
    return events(key).stream().filter(SessionArchived.class::isInstance).count();
  }

  private ToolCallResolved resolved() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> events(key).stream().anyMatch(ToolCallResolved.class::isInstance));
    return events(key).stream()
        .filter(ToolCallResolved.class::isInstance)
        .map(ToolCallResolved.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
