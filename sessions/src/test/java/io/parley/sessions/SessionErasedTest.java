package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A session whose events are deleted while it is in a node's memory.
class SessionErasedTest extends SessionFixture {
  private void eraseEvents() {
    journal.clearByPersistenceId("Session|" + key);
  }

  private void end() {
    start();
    ask(new SessionCommand.End(Optional.of("e"), "done", Party.CUSTOMER, "", now()));
  }

  @Test
  void it_leaves_memory_and_looks_like_one_that_never_was() {
    end();
    ScriptedWorld.next(world.archiveAttempts).complete(new ArchiveReceipt(10, "a", "ref"));
    awaitEvents(3);
    var reader = listen(3);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(3));
    eraseEvents();
    await(sessions.forget(key));
    assertThat(await(sessions.view(key))).isEmpty();
    assertThatThrownBy(() -> pull(reader)).hasCauseInstanceOf(NoSuchSession.class);
  }

  @Test
  void an_archive_that_is_stored_afterwards_brings_no_event_back() {
    end();
    var archive = ScriptedWorld.next(world.archiveAttempts);
    eraseEvents();
    await(sessions.forget(key));
    archive.complete(new ArchiveReceipt(10, "a", "ref"));
    assertThat(await(sessions.view(key))).isEmpty();
    assertThat(events(key)).isEmpty();
  }

  @Test
  void one_that_never_was_is_forgotten_too() {
    await(sessions.forget(key));
    assertThat(await(sessions.view(key))).isEmpty();
  }
}
