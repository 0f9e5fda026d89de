package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.sessions.JournalPlaces.Plugins;
import org.junit.jupiter.api.Test;

/// A session that is in a node's memory when its organisation gets another database.
class SessionPlaceTest extends SessionFixture {
  /// The same journal, by a name that is another one to the session.
  private Plugins elsewhere() {
    var config = kit.system().settings().config();
    return new Plugins(
        config.getString("pekko.persistence.journal.plugin"),
        config.getString("pekko.persistence.snapshot-store.plugin"));
  }

  @Test
  void it_leaves_memory_and_takes_the_message_where_it_is_stored_now() {
    start();
    var session = incarnation();
    world.plugins = elsewhere();
    assertThat(say("q", "hello")).isInstanceOf(Answer.Stored.class);
    awaitGone(session);
    assertThat(incarnation()).isNotEqualTo(session);
  }
}
