package io.parley.core.session;

import static io.parley.core.memory.MemoryKind.*;
import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Rejection.Reason.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentLimits;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.Decision.Action.Reflect;
import io.parley.core.session.Decision.Action.Remember;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoriesTest {
  private static final SessionLimits REMEMBERING =
      new SessionLimits(new AgentLimits(4_000, 500, 3, 2, 300), IDLE_TIMEOUT, APPROVAL_TIMEOUT);
  private static final SessionStarted VISITOR =
      new SessionStarted(
          started().tenant(),
          AGENT,
          Channel.WEB,
          Optional.of(Customer.claimed("c-7", Optional.empty())),
          Map.of(),
          NOON);

  private static Scenario remembering(SessionEvent... history) {
    return given(history).within(REMEMBERING);
  }

  @Test
  void a_completed_turn_asks_for_memories() {
    remembering(started(), said("a", "I wear 42"), turnStarted(1, 2))
        .when(complete(1, 1, "noted"))
        .then(completed(1, "noted"), new Remember(1));
  }

  @Test
  void an_agent_without_memory_asks_for_none() {
    given(started(), said("a", "I wear 42"), turnStarted(1, 2))
        .when(complete(1, 1, "noted"))
        .then(completed(1, "noted"));
  }

  @Test
  void memories_are_recorded_with_their_source() {
    var after =
        remembering(started(), said("a", "I wear 42"), turnStarted(1, 2), completed(1, "noted"))
            .when(remember(1, learned(SEMANTIC, "wears size 42")))
            .then(remembered(1, SEMANTIC, "wears size 42"))
            .answers(5)
            .afterwards();
    assertThat(after.active().notes().remembered()).isEqualTo(1);
  }

  @Test
  void no_memories_record_no_event() {
    remembering(started(), said("a", "hi"), turnStarted(1, 2)).when(remember(1)).then();
  }

  @Test
  void memories_of_an_unknown_turn_are_rejected() {
    var one = remembering(started(), said("a", "hi"), turnStarted(1, 2));
    one.when(remember(0, learned(SEMANTIC, "x"))).isRejected(TURN_NOT_OPEN);
    one.when(remember(2, learned(SEMANTIC, "x"))).isRejected(TURN_NOT_OPEN);
  }

  @Test
  void surplus_memories_are_dropped() {
    var drafts =
        Collections.nCopies(Session.MEMORIES_AT_ONCE_MAX + 1, learned(SEMANTIC, "wears 42"));
    remembering(started(), said("a", "hi"), turnStarted(1, 2))
        .when(remember(1, drafts.toArray(MemoryDraft[]::new)))
        .answers(3 + Session.MEMORIES_AT_ONCE_MAX);
  }

  @Test
  void a_known_customers_session_is_reflected_upon_before_it_is_archived() {
    var ended =
        remembering(started(), said("a", "hi"), turnStarted(1, 2), completed(1, "hello"))
            .when(end("z"))
            .then(Events.ended("z"), new Reflect())
            .afterwards();
    assertThat(ended.pending()).containsExactly(new Reflect());
    ended.when(resume()).then(new Reflect());
    var reflected =
        ended
            .when(remember(1, learned(EPISODIC, "asked how we are")))
            .then(remembered(1, EPISODIC, "asked how we are"), new ArchiveSession())
            .afterwards();
    assertThat(reflected.pending()).containsExactly(new ArchiveSession());
    reflected.when(remember(1, learned(EPISODIC, "again"))).isRejected(ENDED);
    reflected.when(archive(6)).then(archived()).answers(7);
  }

  @Test
  void a_late_fact_does_not_replace_the_reflection() {
    remembering(
            started(), said("a", "hi"), turnStarted(1, 2), completed(1, "hello"), Events.ended("z"))
        .when(remember(1, learned(SEMANTIC, "is polite")))
        .then(remembered(1, SEMANTIC, "is polite"), new Reflect());
  }

  @Test
  void an_unverified_customer_leaves_no_episode() {
    remembering(VISITOR, said("a", "hi"), turnStarted(1, 2), completed(1, "hello"))
        .when(end("z"))
        .then(Events.ended("z"), new ArchiveSession());
  }

  @Test
  void a_session_without_a_turn_leaves_no_episode() {
    remembering(started()).when(end("z")).then(Events.ended("z"), new ArchiveSession());
  }

  @Test
  void a_memory_has_a_text_of_bounded_length() {
    assertThatThrownBy(() -> learned(SEMANTIC, " ")).hasMessageContaining("expected: 1 to 1000");
    assertThatThrownBy(() -> learned(SEMANTIC, "x".repeat(MemoryDraft.TEXT_MAX + 1)))
        .hasMessageContaining("1001 characters");
  }
}
