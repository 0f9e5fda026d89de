package io.parley.server;

import io.parley.core.agent.AgentVersions;
import io.parley.core.audit.AuditTrail;
import io.parley.core.dial.CallsOutStore;
import io.parley.core.dial.DoNotCallList;
import io.parley.core.feed.FeedHandler;
import io.parley.core.feed.Feeds;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.ServiceAccounts;
import io.parley.core.journal.Archive;
import io.parley.core.journal.ConsentQueue;
import io.parley.core.journal.DamagedSessions;
import io.parley.core.journal.DeadLetters;
import io.parley.core.journal.Doubts;
import io.parley.core.journal.Journal;
import io.parley.core.journal.SessionIndex;
import io.parley.core.journal.StartRequests;
import io.parley.core.journal.TokenRevocations;
import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.Vectors;
import io.parley.core.memory.MemoryStore;
import io.parley.core.model.own.OwnBudgets;
import io.parley.core.model.own.OwnModels;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.organisation.OrganisationSites;
import io.parley.core.phone.CustomerNumbers;
import io.parley.core.phone.PhoneTraces;
import io.parley.core.secret.Secrets;
import io.parley.core.support.Orders;
import io.parley.core.support.Tickets;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.source.SignInStore;
import io.parley.core.tool.source.ToolSourceStore;
import io.parley.operations.DamageAlarm;
import io.parley.persistence.agent.JdbcAgentVersions;
import io.parley.persistence.apikey.JdbcApiKeys;
import io.parley.persistence.archive.S3Archive;
import io.parley.persistence.article.JdbcArticles;
import io.parley.persistence.article.JdbcVectors;
import io.parley.persistence.audit.JdbcAuditTrail;
import io.parley.persistence.customer.JdbcCustomerBackends;
import io.parley.persistence.dial.JdbcCallsOut;
import io.parley.persistence.dial.JdbcDoNotCallList;
import io.parley.persistence.feed.JdbcFeeds;
import io.parley.persistence.feed.SharedRows;
import io.parley.persistence.history.JdbcConsentQueue;
import io.parley.persistence.history.JdbcDamagedSessions;
import io.parley.persistence.history.JdbcDeadLetters;
import io.parley.persistence.history.JdbcDoubts;
import io.parley.persistence.history.JdbcSessionIndex;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.JdbcJournal;
import io.parley.persistence.journal.JdbcStartRequests;
import io.parley.persistence.journal.JdbcTokenRevocations;
import io.parley.persistence.memory.JdbcMemories;
import io.parley.persistence.memory.MemoryProjection;
import io.parley.persistence.memory.MemorySettings;
import io.parley.persistence.number.JdbcOrganisationNumbers;
import io.parley.persistence.order.JdbcOrders;
import io.parley.persistence.organisation.JdbcOrganisationSites;
import io.parley.persistence.organisation.JdbcServiceAccounts;
import io.parley.persistence.ownmodel.JdbcOwnBudgets;
import io.parley.persistence.ownmodel.JdbcOwnModels;
import io.parley.persistence.phone.JdbcCustomerNumbers;
import io.parley.persistence.phone.JdbcPhoneTraces;
import io.parley.persistence.recording.StoredRecordings;
import io.parley.persistence.result.JdbcToolResults;
import io.parley.persistence.secret.JdbcSecrets;
import io.parley.persistence.secret.JdbcSignIns;
import io.parley.persistence.ticket.JdbcTickets;
import io.parley.persistence.toolsource.JdbcToolSources;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Persistence's implementations of core's ports, by what they are about.
///
/// @param callers claims and credentials of those who call; @param support what agents' built-in
///   tools and memory work with
record Repositories(
    OfSessions sessions,
    OfCallers callers,
    OfSupport support,
    OfTools tools,
    OfPhones phones,
    OfOrganisations organisations) {

  /// @param loops those beside the main database's, by its name
  record OfSessions(
      Journal journal,
      Archive archive,
      SessionIndex index,
      DamagedSessions damaged,
      Doubts doubts,
      DeadLetters letters,
      ConsentQueue consents,
      Feeds feeds,
      Map<String, Loops> loops) {}

  record OfCallers(
      StartRequests startRequests,
      TokenRevocations revocations,
      ApiKeys apiKeys,
      ServiceAccounts serviceAccounts,
      CustomerBackends customerBackends) {

    private static OfCallers of(Databases databases, Clock clock) {
      var database = databases.database();
      return new OfCallers(
          new JdbcStartRequests(database, clock),
          new JdbcTokenRevocations(database, clock),
          new JdbcApiKeys(database),
          new JdbcServiceAccounts(database),
          new JdbcCustomerBackends(database, databases.secretKeys()));
    }
  }

  record OfSupport(
      Tickets tickets,
      Orders orders,
      ToolResults toolResults,
      Articles articles,
      Vectors vectors,
      MemoryStore memories) {

    private static OfSupport of(Databases databases, Clock clock) {
      var database = databases.database();
      var sessions = databases.own().sessions();
      return new OfSupport(
          new JdbcTickets(sessions, clock),
          new JdbcOrders(sessions),
          new JdbcToolResults(sessions, clock),
          new JdbcArticles(database),
          new JdbcVectors(database),
          new JdbcMemories(sessions, clock));
    }
  }

  /// Of tools that are added while the server runs.
  record OfTools(Secrets secrets, ToolSourceStore toolSources, SignInStore signIns) {

    private static OfTools of(Databases databases, Clock clock) {
      var database = databases.database();
      return new OfTools(
          new JdbcSecrets(database, databases.secretKeys(), clock),
          new JdbcToolSources(database, clock),
          new JdbcSignIns(database, databases.secretKeys(), clock));
    }
  }

  record OfPhones(
      CallsOutStore callsOut,
      DoNotCallList doNotCall,
      StoredRecordings recordings,
      PhoneTraces traces,
      CustomerNumbers customerNumbers,
      OrganisationNumbers numbers) {

    private static OfPhones of(Databases databases, Closers closers) {
      var database = databases.database();
      return new OfPhones(
          new JdbcCallsOut(database),
          new JdbcDoNotCallList(database),
          closers.add(
              "the recordings",
              new StoredRecordings(database, databases.archive(), databases.secretKeys())),
          new JdbcPhoneTraces(database),
          new JdbcCustomerNumbers(database),
          new JdbcOrganisationNumbers(database));
    }
  }

  record OfOrganisations(
      AgentVersions agentVersions,
      OwnModels ownModels,
      OwnBudgets ownBudgets,
      OrganisationSites sites,
      AuditTrail audit) {

    private static OfOrganisations of(Databases databases) {
      var database = databases.database();
      return new OfOrganisations(
          new JdbcAgentVersions(database),
          new JdbcOwnModels(database, databases.secretKeys()),
          new JdbcOwnBudgets(database),
          new JdbcOrganisationSites(database),
          new JdbcAuditTrail(database));
    }
  }

  /// The parts of a database beside the main one that go along its own journal.
  record Loops(SessionIndex index, Feeds feeds) {}

  /// @param bytes how events are stored
  /// @param memory settings of its size; @param consumers of all sessions' events
  /// @param damages is notified of damaged sessions
  static Repositories of(
      Databases databases,
      EventBytes bytes,
      MemorySettings memory,
      List<FeedHandler> consumers,
      DamageAlarm damages,
      Closers closers,
      Clock clock) {
    return new Repositories(
        sessions(databases, bytes, memory, consumers, damages, closers, clock),
        OfCallers.of(databases, clock),
        OfSupport.of(databases, clock),
        OfTools.of(databases, clock),
        OfPhones.of(databases, closers),
        OfOrganisations.of(databases));
  }

  private static OfSessions sessions(
      Databases databases,
      EventBytes bytes,
      MemorySettings memory,
      List<FeedHandler> consumers,
      DamageAlarm damages,
      Closers closers,
      Clock clock) {
    // the rows of these stores are in the organisation's own database
    var sessions = databases.own().sessions();
    var projection = new MemoryProjection(memory);
    var loops = new LinkedHashMap<String, Loops>();
    databases
        .own()
        .pools()
        .forEach(
            (name, own) -> {
              var found = damages.beside();
              var shared = new SharedRows(clock);
              loops.put(
                  name,
                  new Loops(
                      new JdbcSessionIndex(own, bytes, shared, projection, found, clock),
                      new JdbcFeeds(own, bytes, shared, consumers, found, clock)));
            });
    // the index reads the main one, as its feeds do
    var shared = new SharedRows(clock);
    var journal = new JdbcJournal(sessions, bytes);
    var archive =
        closers.add(
            "the archive",
            new S3Archive(databases.archive(), journal, bytes, databases.temporary(), clock));
    return new OfSessions(
        journal,
        archive,
        new JdbcSessionIndex(sessions, bytes, shared, projection, damages, clock),
        new JdbcDamagedSessions(sessions),
        new JdbcDoubts(sessions),
        new JdbcDeadLetters(sessions),
        new JdbcConsentQueue(sessions),
        new JdbcFeeds(databases.database(), bytes, shared, consumers, damages, clock),
        loops);
  }
}
