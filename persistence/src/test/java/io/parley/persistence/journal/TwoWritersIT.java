package io.parley.persistence.journal;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.testing.MigratedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A node that stood still while its sessions moved, and the node that has them now: two
/// independent actor systems on one journal.
class TwoWritersIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration PATIENCE = MigratedDatabase.PATIENCE;
  private static final int NEIGHBOURS = 60;

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcJournal journal = new JdbcJournal(db.database(), new EventBytes());
  private final ActorTestKit sleeper = node("sleeper", "");
  private final ActorTestKit successor = node("successor", "");

  @AfterEach
  void stop() {
    sleeper.shutdownTestKit();
    successor.shutdownTestKit();
    db.close();
  }

  private ActorTestKit node(String name, String overrides) {
    var application =
        ConfigFactory.parseString(
            """
            include classpath("parley-persistence.conf")
            pekko.loglevel = OFF
            pekko.actor.testkit.typed { default-timeout = 60s, system-shutdown-default = 60s }
            """);
    return ActorTestKit.create(
        name,
        ConfigFactory.parseString(overrides)
            .withFallback(db.settings().pekko())
            .withFallback(ConfigFactory.load(application)));
  }

  private static SessionCommand start() {
    return new Conversation(NOON).start(Optional.empty(), Optional.empty()).commands().getFirst();
  }

  private static SessionCommand say(String id) {
    return new SessionCommand.Say(id, Party.HUMAN, "words of " + id, Channel.WEB, NOON);
  }

  private static void tell(
      ActorRef<SmallSession.Message> session, SessionCommand command, TestProbe<Done> probe) {
    session.tell(new SmallSession.Ask(command, probe.ref()));
  }

  private static void told(
      ActorTestKit node, ActorRef<SmallSession.Message> session, SessionCommand command) {
    TestProbe<Done> probe = node.createTestProbe();
    tell(session, command, probe);
    probe.receiveMessage(PATIENCE);
  }

  /// Writes queued behind a failed one are lost with it, so it is sent again.
  private static SessionState state(ActorTestKit node, ActorRef<SmallSession.Message> session) {
    TestProbe<SessionState> probe = node.createTestProbe();
    return await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> {
              session.tell(new SmallSession.Tell(probe.ref()));
              return probe.receiveMessage(Duration.ofSeconds(1));
            },
            _ -> true);
  }

  private List<RecordedEvent> events(SessionKey key) {
    return get(journal.read(key, 0, 1_000));
  }

  private void assertGapless(SessionKey key, int count) {
    assertThat(events(key))
        .extracting(RecordedEvent::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
  }

  private static String id(SessionEvent event) {
    return ((MessageEvent.Said) event).id();
  }

  @Test
  void a_sleepers_late_write_is_refused_and_it_reads_its_successors_events() {
    var key = key("late");
    var old = sleeper.spawn(SmallSession.create(key));
    told(sleeper, old, start());
    var young = successor.spawn(SmallSession.create(key));
    told(successor, young, say("young-1"));
    told(successor, young, say("young-2"));

    TestProbe<Done> probe = sleeper.createTestProbe();
    tell(old, say("late"), probe);
    probe.expectNoMessage(Duration.ofMillis(500));
    assertThat(state(sleeper, old)).isEqualTo(state(successor, young));
    assertGapless(key, 3);
    // sent again under its id it is stored once, after the others
    told(sleeper, old, say("late"));
    assertThat(id(events(key).getLast().event())).isEqualTo("late");
    assertGapless(key, 4);
  }

  @Test
  void a_sleepers_earlier_write_restarts_its_successor() {
    var key = key("first");
    var old = sleeper.spawn(SmallSession.create(key));
    told(sleeper, old, start());
    var young = successor.spawn(SmallSession.create(key));
    assertThat(state(successor, young)).isEqualTo(state(sleeper, old));
    // the number is still free
    told(sleeper, old, say("late"));

    TestProbe<Done> probe = successor.createTestProbe();
    tell(young, say("young"), probe);
    probe.expectNoMessage(Duration.ofMillis(500));
    assertThat(state(successor, young)).isEqualTo(state(sleeper, old));
    told(successor, young, say("young"));
    assertGapless(key, 3);
    assertThat(events(key).stream().skip(1).map(event -> id(event.event())))
        .containsExactly("late", "young");
    // a third reader reads both, whichever writer they have
    assertThat(state(sleeper, sleeper.spawn(SmallSession.create(key))))
        .isEqualTo(state(successor, young));
  }

  @Test
  void a_late_write_does_not_fail_those_of_other_sessions_in_its_batch() throws SQLException {
    var late = new ArrayList<ActorRef<SmallSession.Message>>();
    for (int i = 0; i < 6; i++) {
      var session = sleeper.spawn(SmallSession.create(key("late-" + i)));
      told(sleeper, session, start());
      told(successor, successor.spawn(SmallSession.create(key("late-" + i))), say("young"));
      late.add(session);
    }
    var neighbours = new ArrayList<ActorRef<SmallSession.Message>>();
    for (int i = 0; i < NEIGHBOURS; i++)
      neighbours.add(sleeper.spawn(SmallSession.create(key("neighbour-" + i))));
    for (var session : neighbours) state(sleeper, session);

    TestProbe<Done> probe = sleeper.createTestProbe();
    TestProbe<Done> refused = sleeper.createTestProbe();
    try (var gate = db.connect()) {
      hold(gate);
      // the node's writer is blocked, so that the rest gathers in batches
      tell(neighbours.getFirst(), start(), probe);
      await().atMost(PATIENCE).until(() -> db.count("pg_locks WHERE NOT granted") == 1);
      for (int i = 1; i < NEIGHBOURS / 2; i++) tell(neighbours.get(i), start(), probe);
      for (int i = 0; i < late.size(); i++) {
        tell(late.get(i), say("late"), refused);
        for (int n = 0; n < NEIGHBOURS / 12; n++)
          tell(neighbours.get(NEIGHBOURS / 2 + i * NEIGHBOURS / 12 + n), start(), probe);
      }
      probe.expectNoMessage(Duration.ofMillis(300));
      gate.commit();
    }
    // each is answered, without having been sent twice
    probe.receiveSeveralMessages(NEIGHBOURS, PATIENCE);
    refused.expectNoMessage(Duration.ofMillis(200));
    for (int i = 0; i < NEIGHBOURS; i++) assertGapless(key("neighbour-" + i), 1);
    for (int i = 0; i < late.size(); i++) assertGapless(key("late-" + i), 2);
  }

  @Test
  void a_full_buffer_acknowledges_nothing_and_recovers_with_the_journal() throws SQLException {
    var narrow =
        node(
            "narrow",
            "jdbc-journal { bufferSize = 1, batchSize = 1, circuit-breaker.reset-timeout = 200ms"
                + " }");
    try {
      var sessions = new ArrayList<ActorRef<SmallSession.Message>>();
      for (int i = 0; i < NEIGHBOURS; i++)
        sessions.add(narrow.spawn(SmallSession.create(key("narrow-" + i))));
      for (var session : sessions) state(narrow, session);
      TestProbe<Done> probe = narrow.createTestProbe();
      try (var gate = db.connect()) {
        hold(gate);
        for (var session : sessions) tell(session, start(), probe);
        probe.expectNoMessage(Duration.ofMillis(500));
        assertThat(db.count("event_journal WHERE persistence_id LIKE '%narrow%'")).isZero();
        gate.commit();
      }
      for (var session : sessions)
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  TestProbe<Done> one = narrow.createTestProbe();
                  tell(session, start(), one);
                  try {
                    one.receiveMessage(Duration.ofSeconds(1));
                    return true;
                  } catch (AssertionError stillRestarting) {
                    return false;
                  }
                });
      for (int i = 0; i < NEIGHBOURS; i++) assertGapless(key("narrow-" + i), 1);
    } finally {
      narrow.shutdownTestKit();
    }
  }

  /// Blocks all writes to the journal until this connection commits.
  private static void hold(Connection gate) throws SQLException {
    gate.setAutoCommit(false);
    try (var lock = gate.createStatement()) {
      lock.execute("LOCK TABLE event_journal IN SHARE MODE");
    }
  }
}
