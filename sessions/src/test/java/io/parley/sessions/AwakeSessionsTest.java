package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// How many sessions are awake, through all the ways in which they wake and go.
class AwakeSessionsTest extends SessionFixture {
  @Test
  void a_session_counts_while_it_is_awake_and_not_while_it_sleeps() {
    open("parley.sessions.sleep-after = 300ms");
    assertThat(sessions.awake()).isZero();
    start();
    awakeWhileSomebodyListens();
    awakeWhileSomebodyListens();
  }

  /// However long the test takes to look: it does not sleep under a reader.
  private void awakeWhileSomebodyListens() {
    var reader = listen(1);
    assertThat(pull(reader)).isEqualTo(new Heard.CaughtUp(1));
    assertThat(sessions.awake()).isEqualTo(1);
    reader.cancel();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
  }

  @Test
  void one_that_died_does_not_count() {
    start();
    crash();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
    view();
    assertThat(sessions.awake()).isEqualTo(1);
  }

  @Test
  void an_id_that_nobody_has_does_not_count_for_long() {
    assertThat(await(sessions.view(key))).isEmpty();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
  }

  @Test
  void one_whose_journal_failed_counts_once() {
    start();
    journal.failNextPersisted("Session|" + key);
    ask(new SessionCommand.Say("a", Party.HUMAN, "hello", Channel.WEB, now()));
    assertThat(sessions.awake()).isEqualTo(1);
    crash();
    Awaitility.await().atMost(PATIENCE).until(() -> sessions.awake() == 0);
  }
}
