package io.parley.persistence.erasure;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.article.JdbcArticles;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.PersistenceIds;
import io.parley.persistence.memory.JdbcMemories;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of what an organisation has in tables, each erased in batches, within the caller's
/// transaction as the tenant. Rows that name others come before those.
final class Parts {
  private static final int ROWS = 500;
  private static final int SESSIONS = 20;
  private static final int ARTICLES = 100;

  /// Secrets for servers outside, keys of recordings, and what signs in.
  private static final List<String> KEYS =
      List.of(
          "secret",
          "own_model",
          "webhook",
          "own_model_named",
          "own_trunk",
          "tool_sign_in_begun",
          "tool_sign_in",
          "recording_segment",
          "recording",
          "api_key",
          "customer_issuer",
          "sign_in_flow",
          "sign_in_subject",
          "sign_in_provider_domain",
          "sign_in_provider");

  /// Their rows say which sessions have events.
  private static final List<String> SESSIONS_OF = List.of("session_index", "session_damage");

  private static final List<String> OTHERS =
      List.of(
          "article_version",
          "knowledge_source_page",
          "knowledge_source_run",
          "knowledge_source",
          "knowledge_collection",
          "asked_question",
          "asked_group",
          "asked_forgotten",
          "call_in_doubt",
          "call_out_event",
          "call_out",
          "customer_number",
          "customer_order",
          "dead_letter",
          "do_not_call",
          "feed_gap",
          "phone_call",
          "start_request",
          "ticket",
          "ticket_given_up",
          "token_revocation",
          "webhook_message",
          "tool_approval",
          "tool_result",
          "budget_lease",
          "budget_account",
          "organisation_quota",
          "organisation_retention",
          "session_retention",
          "session_erasure",
          "organisation_number",
          "quota_window",
          "quota_call",
          "agent",
          "agent_version",
          "own_model_version",
          "own_model_named_version",
          "own_budget_version",
          "mail_template",
          "directory_user",
          "organisation_claim",
          "organisation_domain",
          // after the domains, whose triggers write it
          "organisation_site",
          "service_account",
          "custom_role",
          "invitation",
          "assignment",
          "staff_access",
          "membership");

  private static final String SOURCES_CHANGED = "UPDATE tool_source_change SET number = number + 1";

  /// A tenant's work sees some columns of it alone, and there are few.
  private static final String MAILS = "DELETE FROM mail WHERE tenant = ?";

  private static final String EVENTS = "DELETE FROM event_journal WHERE persistence_id = ANY (?)";
  private static final String SNAPSHOTS = "DELETE FROM snapshot WHERE persistence_id = ANY (?)";

  /// All parts, keys first: without them secrets and recordings cannot be read.
  static final List<Part> ALL =
      Stream.of(
              KEYS.stream().map(Parts::table),
              SESSIONS_OF.stream().map(Parts::sessions),
              Stream.<Part>of((_, connection, tenant) -> articles(connection, tenant)),
              Stream.of(texts("memory_correction", "was"), texts("memory", "text")),
              OTHERS.stream().map(Parts::table),
              Stream.<Part>of(
                  Parts::toolSources, (_, connection, tenant) -> mails(connection, tenant)))
          .flatMap(parts -> parts)
          .toList();

  private Parts() {}

  @FunctionalInterface
  interface Part {
    /// @param database in which the tenant lives, for what goes with its rows elsewhere
    /// @return how many rows were deleted; 0 when there are none
    int erase(Database database, Connection connection, TenantId tenant) throws SQLException;
  }

  private static Part table(String table) {
    var sql =
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s WHERE tenant = ? LIMIT ?))\
        """
            .formatted(table);
    return (_, connection, tenant) -> Sql.update(connection, sql, tenant.value(), ROWS);
  }

  /// Texts go with their vectors.
  private static Part texts(String table, String column) {
    var sql =
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE tenant = ? LIMIT ?))
        RETURNING encode(sha256(convert_to(%2$s, 'UTF8')), 'hex') AS hash\
        """
            .formatted(table, column);
    return (database, connection, tenant) -> {
      var hashes = Sql.query(connection, sql, row -> Sql.text(row, "hash"), tenant.value(), ROWS);
      var ofTexts = hashes.stream().flatMap(Optional::stream).toList();
      if (!ofTexts.isEmpty()) JdbcMemories.eraseVectors(database, connection, tenant, ofTexts);
      return hashes.size();
    };
  }

  private static int articles(Connection connection, TenantId tenant) throws SQLException {
    return JdbcArticles.removeSome(connection, tenant, ARTICLES);
  }

  private static Part sessions(String table) {
    return (_, connection, tenant) -> someOf(table, connection, tenant);
  }

  private static int someOf(String table, Connection connection, TenantId tenant)
      throws SQLException {
    var some = "SELECT session FROM " + table + " WHERE tenant = ? LIMIT ?";
    var delete = "DELETE FROM " + table + " WHERE tenant = ? AND session = ANY (?)";
    var sessions = Sql.query(connection, some, row -> row.getString(1), tenant.value(), SESSIONS);
    if (sessions.isEmpty()) return 0;
    int events = events(connection, tenant, sessions);
    return events + Sql.update(connection, delete, tenant.value(), array(connection, sessions));
  }

  /// Some sessions with their events.
  static int someSessions(Connection connection, TenantId tenant) throws SQLException {
    for (var table : SESSIONS_OF) {
      int deleted = someOf(table, connection, tenant);
      if (deleted > 0) return deleted;
    }
    return 0;
  }

  /// Deletes the events and snapshots of sessions.
  ///
  /// @return how many
  static int events(Connection connection, TenantId tenant, List<String> sessions)
      throws SQLException {
    var ids =
        array(
            connection,
            sessions.stream()
                .map(session -> PersistenceIds.of(new SessionKey(tenant, new SessionId(session))))
                .toList());
    return Sql.update(connection, EVENTS, ids) + Sql.update(connection, SNAPSHOTS, ids);
  }

  /// Nodes hold tools of all tenants, and forget those.
  private static int toolSources(Database database, Connection connection, TenantId tenant)
      throws SQLException {
    int deleted = table("tool_source").erase(database, connection, tenant);
    if (deleted > 0) Sql.update(connection, SOURCES_CHANGED);
    return deleted;
  }

  private static int mails(Connection connection, TenantId tenant) throws SQLException {
    return Sql.update(connection, MAILS, tenant.value());
  }

  private static Array array(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }
}
