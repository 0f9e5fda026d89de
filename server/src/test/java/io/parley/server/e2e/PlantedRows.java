package io.parley.server.e2e;

import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/// Things of a company that only others make: a model, the platform's staff, a device, a provider
/// of telephony, a tool that fails. Their rows are written as the tables' owner.
final class PlantedRows {
  private static final String MEMORY =
      """
      INSERT INTO memory (tenant, id, owner, kind, text, agent, session, turn, written_at,
        updated_at)
      VALUES (?, ?, ?, 'semantic', ?, ?, ?, 1, now(), now())\
      """;

  private static final String ACCESS =
      """
      INSERT INTO staff_access (tenant, id, staff, reason, since, until_at)
      VALUES (?, ?, ?, ?, now(), now() + interval '2 hours')\
      """;

  private static final String PASSKEY =
      """
      INSERT INTO passkey (id, person, public_key, sign_count, name, transports, created_at)
      VALUES (?, ?, 'pQECAyYg', 1, ?, '{internal}', now())\
      """;

  private static final String CALL =
      """
      WITH call AS (
        INSERT INTO call_out (tenant, id, caller, key, fingerprint, callee, number, context_names,
          context_values, message, ring_seconds, requested_at, state, counts, due_at)
        VALUES (?, ?, 'planted', ?, 'planted', ?, ?, '{}', '{}', ?, 30, now(), 'requested', true,
          now() + interval '30 days')
        RETURNING tenant, id)
      INSERT INTO call_out_event (tenant, call, number, kind, at)
      SELECT tenant, id, 1, 'requested', now() FROM call\
      """;

  private static final String LETTER =
      """
      INSERT INTO dead_letter (tenant, session, call, tool, arguments, failure, tries, state, since,
        changed_at, seq)
      VALUES (?, ?, ?, 'planted.refund', ?, ?, 1, 'open', now(), now(), 1)\
      """;

  private final SharedServer server;

  PlantedRows(SharedServer server) {
    this.server = server;
  }

  void memory(String tenant, String id, String owner, String text, String agent, String session)
      throws IOException, SQLException {
    insert(MEMORY, tenant, id, owner, text, agent, session);
  }

  /// Of two hours.
  void access(String tenant, UUID id, UUID staff, String reason) throws IOException, SQLException {
    insert(ACCESS, tenant, id, staff, reason);
  }

  /// @param id in base64url
  void passkey(String id, UUID person, String name) throws IOException, SQLException {
    insert(PASSKEY, id, person, name);
  }

  /// An order that no node dials: nobody looks after it for 30 days.
  ///
  /// @param id 32 digits of hexadecimal; @param to the called number, @param from the company's
  /// @param message that a machine would hear
  void call(String tenant, String id, String to, String from, String message)
      throws IOException, SQLException {
    insert(CALL, tenant, id, id, to, from, message);
  }

  /// A tool call that could not be delivered.
  ///
  /// @param call its id within the session; @param arguments JSON
  void letter(String tenant, String session, String call, String arguments, String failure)
      throws IOException, SQLException {
    insert(LETTER, tenant, session, call, arguments, failure);
  }

  private void insert(String row, Object... values) throws IOException, SQLException {
    try (var database = LocalPostgres.connect(server.data());
        var statement = database.prepareStatement(row)) {
      for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
      statement.executeUpdate();
    }
  }
}
