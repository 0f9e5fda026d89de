package io.parley.persistence.plan;

import static io.parley.persistence.testing.MigratedDatabase.get;

import com.typesafe.config.ConfigFactory;
import io.parley.core.audit.Act;
import io.parley.core.journal.Caller;
import io.parley.core.journal.DeadLetters;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.SessionErasures.Ended;
import io.parley.core.journal.SessionListing;
import io.parley.core.journal.StartRequests;
import io.parley.core.journal.TokenRevocations;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.memory.MemoryScope;
import io.parley.core.metering.MeteringFeed;
import io.parley.core.metering.MeteringQuery;
import io.parley.core.metering.UsageKind;
import io.parley.core.metering.UsageRecord;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.money.UsageQuery;
import io.parley.core.organisation.Retention;
import io.parley.core.phone.PhoneTrace;
import io.parley.core.support.Requester;
import io.parley.core.support.Ticket;
import io.parley.core.support.TicketDraft;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.agent.JdbcAgentVersions;
import io.parley.persistence.archive.ArchiveSettings;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.database.Database;
import io.parley.persistence.dial.JdbcCallsOut;
import io.parley.persistence.erasure.JdbcSessionErasures;
import io.parley.persistence.feed.JdbcFeeds;
import io.parley.persistence.history.JdbcConsentQueue;
import io.parley.persistence.history.JdbcDeadLetters;
import io.parley.persistence.history.JdbcDoubts;
import io.parley.persistence.history.JdbcSessionOverview;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import io.parley.persistence.journal.JdbcStartRequests;
import io.parley.persistence.journal.JdbcTokenRevocations;
import io.parley.persistence.memory.JdbcMemories;
import io.parley.persistence.metering.JdbcMeterings;
import io.parley.persistence.money.JdbcAccounts;
import io.parley.persistence.organisation.JdbcRetentions;
import io.parley.persistence.phone.JdbcPhoneTraces;
import io.parley.persistence.recording.StoredRecordings;
import io.parley.persistence.result.JdbcToolResults;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import io.parley.persistence.ticket.JdbcTickets;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Has each store do what the program asks of it in a day: for sessions of one organisation, and
/// the duties for all of them.
final class DailyWork {
  private static final TenantId ORGANISATION = ManyOrganisations.organisation();
  private static final SessionKey SESSION = ManyOrganisations.session();

  /// Has no rows, where those of the filled tables could not be read as values.
  private static final TenantId NOBODY = new TenantId("nobody");

  private static final Instant NOW = ManyOrganisations.NOW;
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofDays(30);
  private static final String CUSTOMER = "c1";
  private static final Keyring KEYS =
      Keyring.of("k1:" + Base64.getEncoder().encodeToString(new byte[32]));

  /// As many as a duty takes at once.
  private static final int SOME = 20;

  private final MigratedDatabase db;
  private final Database database;

  /// @param db where the rows are; @param database connections to it that explain
  DailyWork(MigratedDatabase db, Database database) {
    this.db = db;
    this.database = database;
  }

  void run() {
    journal();
    index();
    starts();
    tools();
    memories();
    usage();
    money();
    calls();
    recordings();
    get(new JdbcAuditTrail(database).page(NOBODY, 0, SOME));
    get(new JdbcAuditTrail(database).newest(NOBODY, Long.MAX_VALUE, SOME));
    new LaterWork(database, KEYS).run();
    erasures();
  }

  private void journal() {
    get(new JdbcJournal(database, new EventBytes()).read(ManyOrganisations.told(), 0, SOME));
    var metering = new MeteringFeed(new JdbcMeterings(database));
    var feeds =
        new JdbcFeeds(database, new EventBytes(), List.of(metering), new RecordedDamages(), CLOCK);
    get(feeds.advance(metering.feed(), SOME));
  }

  private void index() {
    var index = JournalRows.index(database, new RecordedDamages());
    new JournalRows(db).projectAll(index, MINUTE);
    get(index.lookAgain(NOW, MINUTE, SOME, MINUTE));
    get(index.claimDue(NOW, MINUTE, SOME));
    var first = get(index.list(listing(Optional.empty(), Optional.empty(), Optional.empty())));
    get(index.list(listing(Optional.empty(), Optional.empty(), first.next())));
    get(
        index.list(
            listing(
                Optional.of(SessionListing.Status.ACTIVE), Optional.empty(), Optional.empty())));
    get(index.list(listing(Optional.empty(), Optional.of(CUSTOMER), Optional.empty())));
    var overview = new JdbcSessionOverview(database, List.of("metering"));
    get(overview.find(SESSION));
    get(overview.lag(NOW));
    get(new JdbcConsentQueue(database).list(ORGANISATION, SOME));
    get(new JdbcDoubts(database).list(ORGANISATION, SOME));
    get(new JdbcAgentVersions(database).load());
  }

  private static ListingQuery listing(
      Optional<SessionListing.Status> status, Optional<String> customer, Optional<String> after) {
    return new ListingQuery(ORGANISATION, status, customer, after, SOME);
  }

  private void starts() {
    var key = new StartRequests.Key(new Caller.Visitor("192.0.2.0"), "key", true);
    get(
        new JdbcStartRequests(database, CLOCK)
            .claim(ORGANISATION, key, "content", new SessionId("new")));
    var revocations = new JdbcTokenRevocations(database, CLOCK);
    get(revocations.revoke(new TokenRevocations.Revocation(SESSION, NOW, NOW.plus(LONG))));
    get(revocations.since(NOW, NOW));
  }

  private void tools() {
    var results = new JdbcToolResults(database, CLOCK);
    get(results.keep(SESSION, "2.1", "a long text"));
    get(results.find(SESSION, "2.1"));
    var letters = new JdbcDeadLetters(database);
    get(
        letters.list(
            new DeadLetters.Query(
                ORGANISATION,
                Optional.of(DeadLetters.State.OPEN),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SOME)));
    get(letters.find(new DeadLetters.Place(SESSION, "1.1")));
    get(letters.open());
    var tickets = new JdbcTickets(database, CLOCK);
    var requester = new Requester(SESSION, Optional.of(CUSTOMER));
    var draft = new TicketDraft("a subject", "words", Ticket.Priority.NORMAL);
    var opened = get(tickets.open(requester, draft, "a call"));
    get(tickets.find(requester, opened.number()));
  }

  private void memories() {
    var memories = new JdbcMemories(database, CLOCK);
    get(
        memories.held(
            new MemoryScope(SESSION, Optional.of(CUSTOMER)), EnumSet.allOf(MemoryKind.class)));
    get(memories.list(query(Optional.of(CUSTOMER), Optional.empty())));
    get(memories.list(query(Optional.empty(), Optional.of(SESSION.session()))));
    get(memories.list(query(Optional.empty(), Optional.empty())));
    get(memories.find(ORGANISATION, "s1.3"));
  }

  private static MemoryQuery query(Optional<String> customer, Optional<SessionId> session) {
    return new MemoryQuery(
        ORGANISATION,
        customer,
        session,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SOME);
  }

  private void usage() {
    var meterings = new JdbcMeterings(database);
    get(
        meterings.add(
            List.of(
                new UsageRecord(SESSION, 7, UsageKind.TURNS, Optional.empty(), 1, NOW),
                new UsageRecord(SESSION, 8, UsageKind.ARCHIVE_BYTES, Optional.empty(), 9, NOW))));
    get(
        meterings.sum(
            new MeteringQuery(
                ORGANISATION, NOW.minus(LONG), NOW, MeteringQuery.Step.DAY, ZoneOffset.UTC)));
  }

  private void money() {
    var accounts = new JdbcAccounts(database, MINUTE);
    var today = NOW.atZone(ZoneOffset.UTC).toLocalDate();
    get(
        accounts.usage(
            new UsageQuery(
                ORGANISATION,
                today.minusDays(40),
                today,
                Set.of(UsageQuery.Dimension.DAY, UsageQuery.Dimension.AGENT),
                "EUR")));
    get(accounts.spending(ORGANISATION, "EUR", NOW.minus(LONG)));
    var period = new Period.Key(ORGANISATION, BudgetScope.SESSION, SESSION.session().value());
    get(accounts.standings(List.of(period)));
    get(accounts.forget(LONG));
  }

  private void calls() {
    var traces = new JdbcPhoneTraces(database);
    get(
        traces.begin(
            new PhoneTrace(
                SESSION, "new", "caller c1", "+4930123456", NOW, NOW, Optional.empty())));
    get(traces.see(ORGANISATION, "new", NOW));
    get(traces.end(ORGANISATION, "new", PhoneTrace.End.LOST, NOW));
    get(traces.last(ORGANISATION, "caller c1", "+4930123456"));
    get(traces.claim(ORGANISATION, "new", NOW, MINUTE));
    get(traces.sweep(NOW, SOME));
    var callsOut = new JdbcCallsOut(database);
    get(callsOut.due(NOW, MINUTE, SOME));
    get(callsOut.list(NOBODY, Optional.empty(), Optional.empty(), SOME));
    get(callsOut.sweep(NOW, SOME));
  }

  /// Nothing is so old that object storage, which is not there, would be asked.
  private void recordings() {
    var nowhere =
        ArchiveSettings.from(ConfigFactory.defaultReference())
            .at(URI.create("http://127.0.0.1:9"), "access", "secret");
    try (var recordings = new StoredRecordings(database, nowhere, KEYS)) {
      get(recordings.begin(SESSION, "new", NOW));
      get(recordings.list(SESSION));
      get(recordings.end(SESSION, "new", MINUTE));
      db.execute("INSERT INTO organisation_retention VALUES ('" + SESSION.tenant() + "', 60)");
      get(recordings.eraseOld(NOW, LONG.multipliedBy(12), SOME));
    }
  }

  private void erasures() {
    var kept = new Retention(OptionalInt.empty(), OptionalInt.of(1));
    var act = Act.ofProgram("plans", NOW);
    get(new JdbcRetentions(database).keep(ORGANISATION, kept, act));
    var erasures = new JdbcSessionErasures(database);
    var session = new Ended(SESSION, NOW, NOW);
    get(erasures.order(session, act));
    get(erasures.orderOld(NOW, SOME));
    get(erasures.claim(NOW, MINUTE, SOME));
    get(erasures.deleteRows(SESSION));
    get(erasures.finish(session, NOW));
  }
}
