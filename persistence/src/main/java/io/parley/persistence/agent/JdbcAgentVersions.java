package io.parley.persistence.agent;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Agents of organisations in tables; see `V47__agents.sql`. A version and its audit entry are
/// committed together. Nodes read them for all tenants, the API as the tenant.
public final class JdbcAgentVersions implements AgentVersions {
  /// One at a time changes a tenant's agents, so that numbers have no gap and limits are exact.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('agent ' || ?, 0))::text";

  private static final String HEAD =
      "SELECT tenant, id, version, is_retired FROM agent WHERE tenant = ? AND id = ?";

  private static final String EVER = "SELECT count(*) FROM agent WHERE tenant = ?";
  private static final String LIVE = EVER + " AND NOT is_retired";

  private static final String LATELY =
      "SELECT count(*) FROM agent_version WHERE tenant = ? AND at > ?";

  private static final String ADD =
      """
      INSERT INTO agent_version (tenant, id, version, content, by, at, change)
      VALUES (?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String MOVE =
      """
      INSERT INTO agent (tenant, id, version, is_retired, at, change)
      VALUES (?, ?, ?, false, ?, ?)
      ON CONFLICT (tenant, id) DO UPDATE SET version = excluded.version, is_retired = false,
        at = excluded.at, change = excluded.change\
      """;

  private static final String RETIRE =
      "UPDATE agent SET is_retired = true, at = ?, change = ? WHERE tenant = ? AND id = ?";

  private static final String NEWEST =
      """
      SELECT v.tenant, v.id, v.version, v.content, v.at
      FROM agent_version v JOIN agent a
        ON a.tenant = v.tenant AND a.id = v.id AND a.version = v.version
      WHERE v.tenant = ? AND a.tenant = ? AND NOT a.is_retired ORDER BY v.id\
      """;

  private static final String VERSION =
      """
      SELECT tenant, id, version, content, at FROM agent_version
      WHERE tenant = ? AND id = ? AND version = ?\
      """;

  private static final String VERSIONS =
      """
      SELECT version, by, at FROM agent_version WHERE tenant = ? AND id = ?
      ORDER BY version DESC LIMIT %d\
      """
          .formatted(VERSIONS_MAX);

  private static final ChangeCount CHANGES = new ChangeCount("agent_change");

  /// The list of sessions is made from their events some moments later: so those that new sessions
  /// had within an hour are loaded as well.
  private static final String LOAD =
      """
      SELECT v.tenant, v.id, v.version, v.content, v.at FROM agent_version v
      WHERE EXISTS (
          SELECT FROM agent a
          WHERE a.tenant = v.tenant AND a.id = v.id AND a.version = v.version
            AND (NOT a.is_retired OR a.at > now() - interval '1 hour'))
        OR EXISTS (
          SELECT FROM agent_version later
          WHERE later.tenant = v.tenant AND later.id = v.id AND later.version = v.version + 1
            AND later.at > now() - interval '1 hour')
        OR (v.tenant, v.id, v.version) IN (
          SELECT tenant, agent_id, agent_version FROM session_index
          WHERE status <> 'archived' AND agent_version > %d)
        OR v.tenant IN (SELECT tenant FROM organisation_database)\
      """
          .formatted(OF_FILE_MAX);

  private static final String HEADS = "SELECT tenant, id, version, is_retired FROM agent";

  private static final String VERSIONS_SINCE =
      "SELECT tenant, id, version, content, at FROM agent_version WHERE change > ?";

  private static final String HEADS_SINCE = HEADS + " WHERE change > ?";

  private static final Duration HOUR = Duration.ofHours(1);

  private final Database database;

  public JdbcAgentVersions(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Put> put(
      TenantId tenant, String id, AgentContent content, Optional<Integer> expected, Act act) {
    return database.as(
        tenant,
        connection -> {
          lock(connection, tenant);
          return put(connection, tenant, id, content, expected, act);
        });
  }

  @Override
  public CompletionStage<Put> restore(
      TenantId tenant, String id, int version, Optional<Integer> expected, Act act) {
    return database.as(
        tenant,
        connection -> {
          lock(connection, tenant);
          var earlier = find(connection, tenant, id, version);
          return earlier.isEmpty()
              ? new Missing()
              : put(connection, tenant, id, earlier.get().content(), expected, act);
        });
  }

  private static void lock(Connection connection, TenantId tenant) throws SQLException {
    Sql.query(connection, LOCK, row -> row.getString(1), tenant.value());
  }

  private static Put put(
      Connection connection,
      TenantId tenant,
      String id,
      AgentContent content,
      Optional<Integer> expected,
      Act act)
      throws SQLException {
    var head = head(connection, tenant, id);
    boolean isLive = head.filter(found -> !found.isRetired()).isPresent();
    Optional<Version> before =
        head.isEmpty()
            ? Optional.empty()
            : find(connection, tenant, id, head.get().ref().version());
    if (isLive && before.filter(was -> was.content().equals(content)).isPresent())
      return new Newest(before.get());
    int live = isLive ? head.get().ref().version() : 0;
    if (differs(expected, live)) return new Differs(live);
    var full = full(connection, tenant, head, act.at());
    if (full.isPresent()) return full.get();
    int number = head.map(found -> found.ref().version()).orElse(OF_FILE_MAX) + 1;
    var version = new Version(tenant, new AgentRef(id, number), content, act.at());
    var change =
        Change.of(
            "agent-changed",
            target(id),
            isLive ? fields(before.orElseThrow()) : Map.of(),
            fields(version));
    AuditRows.add(connection, tenant, act, List.of(change));
    add(connection, version, act);
    return new Newest(version);
  }

  /// An author who has seen a version of the configuration has seen none of the organisation.
  private static boolean differs(Optional<Integer> expected, int live) {
    return expected.filter(seen -> (seen > OF_FILE_MAX ? seen : 0) != live).isPresent();
  }

  /// The limit that a further version would exceed, if there is one.
  private static Optional<Full> full(
      Connection connection, TenantId tenant, Optional<Head> head, Instant at) throws SQLException {
    var value = tenant.value();
    boolean isLive = head.filter(found -> !found.isRetired()).isPresent();
    if (!isLive && count(connection, LIVE, value) >= COUNT_MAX)
      return Optional.of(new Full("agents", COUNT_MAX));
    if (head.isEmpty() && count(connection, EVER, value) >= EVER_MAX)
      return Optional.of(new Full("agents, with those that are retired", EVER_MAX));
    if (head.filter(found -> found.ref().version() >= OF_FILE_MAX + VERSIONS_MAX).isPresent())
      return Optional.of(new Full("versions of it", VERSIONS_MAX));
    if (count(connection, LATELY, value, at.minus(HOUR)) >= HOUR_MAX)
      return Optional.of(new Full("versions of the last hour", HOUR_MAX));
    return Optional.empty();
  }

  private static long count(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.query(connection, sql, row -> row.getLong(1), values).getFirst();
  }

  private static void add(Connection connection, Version version, Act act) throws SQLException {
    var tenant = version.tenant().value();
    var ref = version.ref();
    // the last step of a change, after all waiting for the tenant
    long change = CHANGES.up(connection);
    Sql.update(
        connection,
        ADD,
        tenant,
        ref.id(),
        ref.version(),
        ContentJson.write(version.content()),
        act.by().text(),
        act.at(),
        change);
    Sql.update(connection, MOVE, tenant, ref.id(), ref.version(), act.at(), change);
  }

  private static Optional<Head> head(Connection connection, TenantId tenant, String id)
      throws SQLException {
    return Sql.first(connection, HEAD, JdbcAgentVersions::readHead, tenant.value(), id);
  }

  private static Optional<Version> find(
      Connection connection, TenantId tenant, String id, int version) throws SQLException {
    return Sql.first(
        connection, VERSION, JdbcAgentVersions::readVersion, tenant.value(), id, version);
  }

  @Override
  public CompletionStage<Retirement> retire(
      TenantId tenant, String id, Optional<Integer> expected, Act act) {
    return database.as(
        tenant,
        connection -> {
          lock(connection, tenant);
          var head = head(connection, tenant, id).filter(found -> !found.isRetired());
          if (head.isEmpty()) return new Missing();
          int live = head.get().ref().version();
          if (differs(expected, live)) return new Differs(live);
          var newest = find(connection, tenant, id, live).orElseThrow();
          var gone = Change.gone("agent-retired", target(id), fields(newest));
          AuditRows.add(connection, tenant, act, List.of(gone));
          Sql.update(connection, RETIRE, act.at(), CHANGES.up(connection), tenant.value(), id);
          return new Retired();
        });
  }

  private static String target(String id) {
    return "agent:" + id;
  }

  /// For the audit trail. The version has the texts; their hash shows whether it still is the one
  /// that was written.
  private static Map<String, String> fields(Version version) {
    var content = version.content();
    var fields = new TreeMap<String, String>();
    fields.put("version", Integer.toString(version.ref().version()));
    fields.put("company", content.company());
    fields.put(
        "languages",
        String.join(",", content.presentation().texts().stream().map(Texts::language).toList()));
    fields.put("instructions", content.instructions().isPresent() ? "own" : "default");
    fields.put("tools", String.join(",", content.tools()));
    fields.put("collections", String.join(",", content.collections().stream().sorted().toList()));
    content.model().ifPresent(name -> fields.put("model", name));
    fields.put("sha256", Sha256.hex(ContentJson.write(content)));
    return fields;
  }

  @Override
  public CompletionStage<List<Version>> newest(TenantId tenant) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                NEWEST,
                JdbcAgentVersions::readVersion,
                tenant.value(),
                tenant.value()));
  }

  @Override
  public CompletionStage<Optional<Version>> version(TenantId tenant, String id, int version) {
    return database.as(tenant, connection -> find(connection, tenant, id, version));
  }

  @Override
  public CompletionStage<List<Listed>> versions(TenantId tenant, String id) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                VERSIONS,
                row ->
                    new Listed(row.getInt("version"), row.getString("by"), Sql.instant(row, "at")),
                tenant.value(),
                id));
  }

  @Override
  public CompletionStage<Long> change() {
    return database.acrossTenants(CHANGES::read);
  }

  /// The number first: a change in between is loaded once more.
  @Override
  public CompletionStage<Loaded> load() {
    return database.acrossTenants(
        connection -> {
          long number = CHANGES.read(connection);
          var heads = Sql.query(connection, HEADS, JdbcAgentVersions::readHead);
          var versions = Sql.query(connection, LOAD, JdbcAgentVersions::readVersion);
          return new Loaded(number, versions, heads);
        });
  }

  @Override
  public CompletionStage<Loaded> since(long change) {
    return database.acrossTenants(
        connection -> {
          long number = CHANGES.read(connection);
          var heads = Sql.query(connection, HEADS_SINCE, JdbcAgentVersions::readHead, change);
          var versions =
              Sql.query(connection, VERSIONS_SINCE, JdbcAgentVersions::readVersion, change);
          return new Loaded(number, versions, heads);
        });
  }

  private static Head readHead(ResultSet row) throws SQLException {
    return new Head(
        new TenantId(row.getString("tenant")),
        new AgentRef(row.getString("id"), row.getInt("version")),
        row.getBoolean("is_retired"));
  }

  private static Version readVersion(ResultSet row) throws SQLException {
    return new Version(
        new TenantId(row.getString("tenant")),
        new AgentRef(row.getString("id"), row.getInt("version")),
        ContentJson.read(row.getString("content")),
        Sql.instant(row, "at"));
  }
}
