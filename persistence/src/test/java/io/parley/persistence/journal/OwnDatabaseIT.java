package io.parley.persistence.journal;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.journal.ListingQuery;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.OwnJournals;
import io.parley.persistence.feed.JdbcFeeds;
import io.parley.persistence.history.JdbcSessionOverview;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sessions of two organisations, one of which lives in a database beside the main one, on the
/// journals that the program configures.
class OwnDatabaseIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration PATIENCE = MigratedDatabase.PATIENCE;
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final int PAGE = 100;

  /// Both have a session of the same name.
  private static final SessionKey SHOP = key("shop");

  private static final SessionKey BANK = key("bank");

  private final MigratedDatabase main = MigratedDatabase.create();
  private final MigratedDatabase own = MigratedDatabase.create();
  private final Database database = main.database().with(Map.of("acme", own.database()));
  private final ActorTestKit kit = ActorTestKit.create("own-database", configuration());
  private final RecordedDamages damages = new RecordedDamages();
  private final Consumer crm = new Consumer();

  OwnDatabaseIT() {
    database.places(Map.of(BANK.tenant(), "acme"));
  }

  private static SessionKey key(String tenant) {
    return new SessionKey(new TenantId(tenant), new SessionId("talk"));
  }

  /// As by Wiring.
  private Config configuration() {
    var application =
        ConfigFactory.parseString(
            """
            include classpath("parley-persistence.conf")
            pekko {
              loglevel = WARNING
              actor.testkit.typed { default-timeout = 60s, system-shutdown-default = 60s }
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
            }\
            """);
    return OwnJournals.over(
        main.settings().pekko().withFallback(ConfigFactory.load(application)),
        Map.of("acme", own.settings()));
  }

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    own.close();
    main.close();
  }

  private static final class Consumer implements FeedHandler {
    private final Set<SessionKey> seen = ConcurrentHashMap.newKeySet();

    @Override
    public String feed() {
      return "crm";
    }

    @Override
    public CompletionStage<Void> deliver(List<FeedEvent> events) {
      events.forEach(event -> seen.add(event.session()));
      return CompletableFuture.completedStage(null);
    }
  }

  private ActorRef<SmallSession.Message> session(SessionKey key) {
    return kit.spawn(
        database
            .place(key.tenant())
            .map(
                name ->
                    SmallSession.create(
                        key, OwnJournals.journal(name), OwnJournals.snapshots(name)))
            .orElseGet(() -> SmallSession.create(key)));
  }

  private Conversation talk(SessionKey key, int turns) {
    var talk = new Conversation(NOON).start(Optional.empty(), Optional.of("Hello from " + key));
    for (int turn = 1; turn <= turns; turn++)
      talk.say("q" + turn, "question " + turn).reply(turn, "answer " + turn);
    var session = session(key);
    TestProbe<Done> probe = kit.createTestProbe();
    for (var command : talk.commands()) {
      session.tell(new SmallSession.Ask(command, probe.ref()));
      probe.receiveMessage(PATIENCE);
    }
    session.tell(new SmallSession.Stop(probe.ref()));
    probe.expectTerminated(session, PATIENCE);
    return talk;
  }

  private SessionState woken(SessionKey key) {
    TestProbe<SessionState> probe = kit.createTestProbe();
    session(key).tell(new SmallSession.Tell(probe.ref()));
    return probe.receiveMessage(PATIENCE);
  }

  private static long events(MigratedDatabase in, SessionKey of) {
    return in.count("event_journal WHERE persistence_id = '%s'".formatted(PersistenceIds.of(of)));
  }

  private static long sessions(MigratedDatabase in, SessionKey of) {
    return in.count("session_index WHERE tenant = '%s'".formatted(of.tenant()));
  }

  @Test
  void a_session_is_stored_woken_and_read_in_the_database_of_its_organisation_alone() {
    var shop = talk(SHOP, 8);
    var bank = talk(BANK, 9);
    assertThat(events(main, SHOP)).isEqualTo(shop.events().size());
    assertThat(events(own, BANK)).isEqualTo(bank.events().size());
    assertThat(events(main, BANK)).isZero();
    assertThat(events(own, SHOP)).isZero();
    for (var each : List.of(main, own))
      await().atMost(PATIENCE).until(() -> each.count("snapshot") > 0);
    assertThat(main.count("snapshot WHERE persistence_id <> 'Session|shop:talk'")).isZero();
    assertThat(own.count("snapshot WHERE persistence_id <> 'Session|bank:talk'")).isZero();
    assertThat(woken(SHOP)).isEqualTo(shop.state());
    assertThat(woken(BANK)).isEqualTo(bank.state());
    var journal = new JdbcJournal(database, new EventBytes());
    assertThat(get(journal.read(SHOP, 0, PAGE))).isEqualTo(shop.events());
    assertThat(get(journal.read(BANK, 0, PAGE))).isEqualTo(bank.events());
  }

  @Test
  void each_database_has_its_loops_and_operators_see_all_of_them_together() {
    talk(SHOP, 1);
    talk(BANK, 2);
    var overview = new JdbcSessionOverview(database, List.of());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get(overview.lag(NOON)).projection().count()
                    == main.count("event_journal") + own.count("event_journal"));
    for (var each : List.of(main, own)) {
      new JournalRows(each).projectAll(JournalRows.index(each, damages), IDLE);
      var feeds =
          new JdbcFeeds(
              each.database(), new EventBytes(), List.of(crm), damages, Clock.systemUTC());
      await().atMost(PATIENCE).until(() -> get(feeds.advance("crm", PAGE)) == 0 && isPassed(each));
    }
    assertThat(crm.seen).containsExactlyInAnyOrder(SHOP, BANK);
    assertThat(sessions(main, SHOP)).isEqualTo(1);
    assertThat(sessions(own, BANK)).isEqualTo(1);
    assertThat(main.count("session_index")).isEqualTo(1);
    assertThat(own.count("session_index")).isEqualTo(1);
    var index = JournalRows.index(database, damages);
    for (var key : List.of(SHOP, BANK)) {
      var page =
          get(
              index.list(
                  new ListingQuery(
                      key.tenant(), Optional.empty(), Optional.empty(), Optional.empty(), 10)));
      assertThat(page.sessions()).hasSize(1);
      assertThat(get(overview.find(key))).isPresent();
    }
    assertThat(get(overview.lag(NOON)).projection().count()).isZero();
    assertThat(damages.found()).isEmpty();
  }

  private static boolean isPassed(MigratedDatabase each) {
    return each.count(
            """
            event_journal WHERE (xact, ordering) >
              (SELECT xact, ordering FROM projection_offset WHERE name = 'crm')\
            """)
        == 0;
  }
}
