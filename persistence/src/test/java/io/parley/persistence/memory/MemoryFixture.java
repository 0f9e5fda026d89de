package io.parley.persistence.memory;

import static io.parley.persistence.testing.MigratedDatabase.get;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryScope;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Customer;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MemoryEvent.MemoryWritten;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import io.parley.persistence.history.JdbcSessionIndex;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.testing.JournalRows;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.testing.RecordedDamages;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sessions with memories, in a journal and projected from it.
final class MemoryFixture implements AutoCloseable {
  static final Instant LATER = Instant.parse("2026-06-01T08:00:00Z");
  static final TenantId OTHER = new TenantId("other");
  static final Set<MemoryKind> ALL = EnumSet.allOf(MemoryKind.class);

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final MigratedDatabase db = MigratedDatabase.create();
  final JdbcMemories memories = new JdbcMemories(db.database(), InstantSource.fixed(LATER));
  private final JournalRows rows = new JournalRows(db);
  private final JdbcSessionIndex index =
      new JdbcSessionIndex(
          db.database(),
          new EventBytes(),
          new MemoryProjection(new MemorySettings(5, 4, 3)),
          new RecordedDamages(),
          Clock.systemUTC());
  private final Map<SessionKey, Integer> written = new HashMap<>();

  @Override
  public void close() {
    db.close();
  }

  List<Memory> held(String session, String customer) {
    return get(memories.held(scope(session, customer), ALL));
  }

  static MemoryScope scope(String session, String customer) {
    return new MemoryScope(JournalRows.key(session), Optional.of(customer));
  }

  static List<String> texts(List<Memory> memories) {
    return memories.stream().map(Memory::text).toList();
  }

  static Optional<Customer> verified(String id) {
    return Optional.of(new Customer(id, Optional.empty(), true));
  }

  static Instant at(int seq) {
    return NOON.plusSeconds(seq);
  }

  void begin(String session, Optional<Customer> customer) {
    begin(JournalRows.key(session), TenantId.DEFAULT, customer);
  }

  void begin(SessionKey key, TenantId tenant, Optional<Customer> customer) {
    write(
        key,
        new SessionStarted(
            tenant, new AgentRef("support", 1), Channel.WEB, customer, Map.of(), at(1)));
  }

  String remember(String session, MemoryKind kind, String text, String... replaces) {
    return remember(JournalRows.key(session), kind, text, replaces);
  }

  String remember(SessionKey key, MemoryKind kind, String text, String... replaces) {
    int seq = written.getOrDefault(key, 0) + 1;
    write(key, new MemoryWritten(kind, text, List.of(replaces).stream().findFirst(), 1, at(seq)));
    return Memory.id(key, seq);
  }

  /// A person approves these procedures.
  void approve(String... ids) {
    for (var id : ids)
      for (var tenant : List.of(TenantId.DEFAULT, OTHER))
        get(memories.approve(tenant, id, Approval.APPROVE, Party.OPERATOR));
  }

  void archived(String session) {
    write(JournalRows.key(session), new SessionArchived(1, "ab".repeat(32), "a/b/", at(99)));
  }

  private void write(SessionKey key, SessionEvent event) {
    try (var connection = db.connect()) {
      rows.write(connection, key, written.merge(key, 1, Integer::sum), event);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void project() {
    rows.projectAll(index, Duration.ofMinutes(30));
  }

  /// Projects again as after the index was emptied.
  void readAgain() {
    db.execute("DELETE FROM session_index");
    db.execute("UPDATE projection_offset SET xact = '0', ordering = 0");
    project();
  }
}
