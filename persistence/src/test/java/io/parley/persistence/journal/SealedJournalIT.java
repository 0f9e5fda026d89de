package io.parley.persistence.journal;

import static io.parley.persistence.testing.JournalRows.key;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.session.SessionState;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The journal's plugin with a seal on its events, on a real PostgreSQL.
class SealedJournalIT {
  private static final EventBytes MASKED = new EventBytes(new EventJson(), new Masked());

  private final MigratedDatabase db = MigratedDatabase.create();
  private final ActorTestKit kit =
      ActorTestKit.create(
          "sealed",
          db.settings()
              .pekko()
              .withFallback(
                  ConfigFactory.load(
                      ConfigFactory.parseString(
                          """
                          include classpath("parley-persistence.conf")
                          pekko.loglevel = WARNING
                          pekko.actor.testkit.typed.system-shutdown-default = 60s\
                          """))));

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    db.close();
  }

  @Test
  void a_session_wakes_from_events_stored_before_and_after_sealing() {
    var key = key("sealed");
    var talk =
        new Conversation(Instant.parse("2026-01-01T12:00:00Z"))
            .start(Optional.empty(), Optional.empty())
            .say("a", "my first secret")
            .reply(1, "I see");
    var session = kit.spawn(SmallSession.create(key));
    tell(session, talk, 0);
    long plain = talk.events().size();
    JournalSeal.of(Adapter.toClassic(kit.system())).use(MASKED);
    int told = talk.commands().size();
    talk.say("b", "my second secret").reply(2, "I see that too");
    tell(session, talk, told);

    assertThat(db.count("event_journal WHERE event_ser_id = 930001")).isEqualTo(plain);
    assertThat(db.count("event_journal WHERE event_ser_id = 930003"))
        .isEqualTo(talk.events().size() - plain);
    assertThat(
            db.count(
                "event_journal WHERE position(convert_to('second secret', 'UTF8') IN"
                    + " event_payload) > 0"))
        .isZero();
    var journal = new JdbcJournal(db.database(), MASKED);
    assertThat(get(journal.read(key, 0, 100))).isEqualTo(talk.events());
    stop(session);
    TestProbe<SessionState> states = kit.createTestProbe();
    kit.spawn(SmallSession.create(key)).tell(new SmallSession.Tell(states.ref()));
    assertThat(states.receiveMessage(MigratedDatabase.PATIENCE)).isEqualTo(talk.state());
  }

  private void tell(ActorRef<SmallSession.Message> session, Conversation talk, int after) {
    TestProbe<Done> done = kit.createTestProbe();
    for (var command : talk.commands().subList(after, talk.commands().size())) {
      session.tell(new SmallSession.Ask(command, done.ref()));
      done.receiveMessage(MigratedDatabase.PATIENCE);
    }
  }

  private void stop(ActorRef<SmallSession.Message> session) {
    TestProbe<Done> stopped = kit.createTestProbe();
    session.tell(new SmallSession.Stop(stopped.ref()));
    stopped.expectTerminated(session, MigratedDatabase.PATIENCE);
  }
}
