package io.parley.persistence.memory;

import io.parley.core.agent.AgentRef;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.Customer;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MemoryEvent.MemoryWritten;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/// Extracts memories from the journal, within the transaction of its reader. An event that was
/// projected before changes nothing.
public final class MemoryProjection {
  private static final String INSERT =
      """
      INSERT INTO memory (tenant, id, owner, kind, text, agent, session, turn, written_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
      """;

  /// A repeated statement is no second memory. Its row stays as a mark without a text: otherwise it
  /// would return from the journal when the first one is deleted.
  private static final String MERGE =
      """
      UPDATE memory AS twin SET text = NULL, ended_at = twin.written_at, replaced_by = held.id
      FROM memory AS held
      WHERE twin.tenant = ? AND twin.id = ? AND held.tenant = twin.tenant AND held.owner = twin.owner
        AND held.kind = twin.kind AND held.id <> twin.id AND held.ended_at IS NULL
        AND lower(held.text) = lower(twin.text)\
      """;

  /// A memory that was corrected meanwhile is followed to its current version: of two corrections
  /// the later counts. Only memories of the same owner are ever changed.
  private static final String REPLACE =
      """
      WITH RECURSIVE chain AS (
        SELECT id, owner, kind, replaced_by, ended_at FROM memory WHERE tenant = ? AND id = ?
        UNION
        SELECT later.id, later.owner, later.kind, later.replaced_by, later.ended_at
        FROM memory AS later JOIN chain ON later.id = chain.replaced_by
        WHERE later.tenant = ?)
      UPDATE memory AS old SET ended_at = ?, replaced_by = ?
      FROM chain
      WHERE old.tenant = ? AND old.id = chain.id AND old.id <> ? AND old.ended_at IS NULL
        AND old.owner = ? AND old.kind = ?\
      """;

  /// Approved ones are deleted last: no conversation can push them out of the table.
  private static final String BOUND =
      """
      UPDATE memory SET ended_at = ?
      WHERE tenant = ? AND id IN (
        SELECT id FROM memory
        WHERE tenant = ? AND owner = ? AND kind = ? AND ended_at IS NULL
        ORDER BY approved_at IS NULL, updated_at DESC, written_at DESC, id DESC OFFSET ?)\
      """;

  private static final String FORGET = "DELETE FROM memory WHERE tenant = ? AND owner = ?";

  private final MemorySettings settings;

  public MemoryProjection(MemorySettings settings) {
    this.settings = settings;
  }

  /// @param customer at the session's start
  public void take(
      Connection connection,
      SessionKey session,
      AgentRef agent,
      Optional<Customer> customer,
      RecordedEvent recorded)
      throws SQLException {
    switch (recorded.event()) {
      case MemoryWritten written ->
          write(
              connection,
              Memory.id(session, recorded.seq()),
              session,
              agent,
              Owner.of(written.memory(), session.session(), customer),
              written);
      // the visitor cannot come back to it
      case SessionArchived _ ->
          Sql.update(
              connection,
              FORGET,
              session.tenant().value(),
              Owner.person(session.session(), Optional.empty()).text());
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ -> {
        // contains no memory
      }
    }
  }

  private void write(
      Connection connection,
      String id,
      SessionKey session,
      AgentRef agent,
      Owner owner,
      MemoryWritten written)
      throws SQLException {
    var tenant = session.tenant().value();
    var kind = kind(written.memory());
    int isNew =
        Sql.update(
            connection,
            INSERT,
            tenant,
            id,
            owner.text(),
            kind,
            Text.storable(written.text()),
            agent.id(),
            session.session().value(),
            written.turn(),
            written.at(),
            written.at());
    if (isNew == 0) return;
    if (written.replaces().isPresent())
      Sql.update(
          connection,
          REPLACE,
          tenant,
          Text.storable(written.replaces().get()),
          tenant,
          written.at(),
          id,
          tenant,
          id,
          owner.text(),
          kind);
    Sql.update(connection, MERGE, tenant, id);
    Sql.update(
        connection, BOUND, written.at(), tenant, tenant, owner.text(), kind, max(written.memory()));
  }

  static String kind(MemoryKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private int max(MemoryKind kind) {
    return switch (kind) {
      case SEMANTIC -> settings.factsMax();
      case EPISODIC -> settings.episodesMax();
      case PROCEDURAL -> settings.proceduresMax();
    };
  }
}
