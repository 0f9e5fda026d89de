package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Damage.Category;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.Unreadable;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.LifecycleEvent.*;
import io.parley.core.session.MessageEvent.*;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.entity.SessionEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.persistence.testkit.javadsl.SnapshotTestKit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A session whose journal is damaged says so, and does nothing else.
class SessionDamageTest extends SessionFixture {
  private static final SessionEvent SAID =
      new Said("a", Party.CUSTOMER, "hello", Channel.WEB, now());
  private static final SessionEvent TURN = new TurnStarted(1, List.of(2L), now());

  private static SessionEvent started() {
    return new SessionStarted(
        TENANT, new AgentRef("support", 1), Channel.WEB, Optional.empty(), Map.of(), now());
  }

  private void stored(Object... events) {
    journal.persistForRecovery("Session|" + key, new ArrayList<>(List.of(events)));
  }

  private void assertClosed(Damage damage) {
    assertThat(say("new", "is anybody there")).isEqualTo(new Answer.Damaged(damage));
    assertThat(refusal(this::view)).isEqualTo(damage);
    assertThat(refusal(() -> pull(listen(0)))).isEqualTo(damage);
    assertThat(refusal(() -> await(sessions.inspect(key)))).isEqualTo(damage);
    assertThat(world.damages).containsOnly(Map.entry(key, damage));
    assertThat(world.modelCalls).isEmpty();
  }

  private static Damage refusal(ThrowingCallable asked) {
    var failure = catchThrowableOfType(CompletionException.class, asked);
    return ((SessionDamaged) failure.getCause()).damage();
  }

  @Test
  void an_event_that_cannot_be_read_closes_the_session() {
    stored(started(), new Unreadable(Category.UNREADABLE), TURN);
    assertClosed(new Damage(2, Category.UNREADABLE));
  }

  @Test
  void an_event_of_a_newer_program_closes_the_session_even_as_the_last() {
    stored(started(), SAID, TURN, new Unreadable(Category.UNKNOWN));
    assertClosed(new Damage(4, Category.UNKNOWN));
  }

  @Test
  void an_impossible_event_closes_the_session_instead_of_restarting_it_for_ever() {
    stored(started(), SAID, TURN, TURN, SAID);
    assertClosed(new Damage(4, Category.IMPOSSIBLE));
  }

  @Test
  void a_missing_event_closes_the_session_even_if_the_rules_accept_the_rest() {
    stored(SAID);
    journal.clearByIdPreservingSeqNumbers("Session|" + key);
    // the remaining events could be applied: only their numbers show the gap
    stored(started());
    assertClosed(new Damage(1, Category.MISSING));
  }

  @Test
  void a_damaged_session_owes_nothing_when_woken_and_others_continue() {
    stored(started(), SAID, TURN, TURN);
    entity().tell(new SessionEntity.Wake());
    Awaitility.await().atMost(PATIENCE).until(() -> world.damages.containsKey(key));
    var other = new SessionKey(OTHER_TENANT, new SessionId("other"));
    var start =
        new SessionCommand.Start(
            OTHER_TENANT,
            new AgentRef("support", 1),
            Channel.WEB,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            now());
    assertThat(await(sessions.ask(other, start, "test"))).isEqualTo(new Answer.Stored(1));
    assertThat(events(key)).hasSize(4);
  }

  @Test
  void a_repaired_journal_is_read_again_after_the_pause() {
    open("parley.sessions.damage.pause = 300ms");
    stored(started(), SAID, TURN, TURN);
    assertThat(say("b", "hello")).isInstanceOf(Answer.Damaged.class);
    journal.clearByPersistenceId("Session|" + key);
    stored(started());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> say("b", "hello") instanceof Answer.Stored(long seq) && seq == 2);
    assertThat(world.damages).hasSize(1);
  }

  @Test
  void a_partial_state_is_never_stored_as_a_snapshot() {
    open("parley.sessions.snapshot-every = 3");
    var snapshots = SnapshotTestKit.create(kit.system());
    stored(started(), SAID, TURN, TURN, SAID, SAID, SAID);
    assertThat(say("b", "hello")).isEqualTo(new Answer.Damaged(new Damage(4, Category.IMPOSSIBLE)));
    // the journal's serializer refuses an invalid state
    assertThat(snapshots.persistedInStorage("Session|" + key))
        .noneMatch(saved -> saved.second() instanceof SessionState);
    var sound = "Session|" + TENANT + ":sound";
    journal.persistForRecovery(sound, List.of(started(), SAID, SAID));
    sessions.view(new SessionKey(TENANT, new SessionId("sound")));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                snapshots.persistedInStorage(sound).stream()
                    .anyMatch(saved -> saved.second() instanceof SessionState));
  }

  @Test
  void a_session_whose_events_cannot_be_archived_is_recorded_as_damaged_and_not_retried() {
    start();
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now()));
    var damage = new Damage(1, Category.UNREADABLE);
    ScriptedWorld.next(world.archiveAttempts)
        .completeExceptionally(new IllegalStateException(new DamagedJournal(damage)));
    Awaitility.await().atMost(PATIENCE).until(() -> world.damages.containsKey(key));
    assertThat(world.archiveAttempts).isEmpty();
  }
}
