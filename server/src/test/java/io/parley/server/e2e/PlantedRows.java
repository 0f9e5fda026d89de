package io.parley.server.e2e;

import io.parley.persistence.embedded.LocalPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/// Things of a company that only others make: a model, the platform's staff, a device. Their rows
/// are written as the tables' owner.
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

  private void insert(String row, Object... values) throws IOException, SQLException {
    try (var database = LocalPostgres.connect(server.data());
        var statement = database.prepareStatement(row)) {
      for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
      statement.executeUpdate();
    }
  }
}
