package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Counts of awake sessions, through all the ways in which they wake and sleep.
class AwakeSessionsTest extends SessionFixture {
  @Test
  void a_session_counts_while_it_is_awake_and_not_while_it_sleeps() {
    open("parley.sessions.sleep-after = 300ms");
    assertThat(sessions.awake()).isZero();
    start();
    awakeWhileSomebodyListens();
    awakeWhileSomebodyListens();
  }

  /// However slow the test is, a session with a reader does not sleep.
  private void awakeWhileSomebodyListens() {
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    assertThat(sessions.awake()).isEqualTo(1);
    reader.cancel();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
  }

  @Test
  void a_dead_session_does_not_count() {
    start();
    crash();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
    view();
    assertThat(sessions.awake()).isEqualTo(1);
  }

  @Test
  void an_unknown_session_does_not_count_for_long() {
    assertThat(await(sessions.view(key))).isEmpty();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
  }

  @Test
  void a_session_whose_journal_failed_counts_once() {
    start();
    journal.failNextPersisted("Session|" + key);
    ask(new SessionCommand.Say("a", Party.HUMAN, "hello", Channel.WEB, now()));
    assertThat(sessions.awake()).isEqualTo(1);
    crash();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
  }
}
