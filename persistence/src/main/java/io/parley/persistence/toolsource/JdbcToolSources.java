package io.parley.persistence.toolsource;

import io.parley.core.audit.Act;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ApprovalRule;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.CallLimit;
import io.parley.core.tool.CallLimits;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.SignIn;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceStore;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tool sources in tables. Each change counts up the number that other nodes read.
public final class JdbcToolSources implements ToolSourceStore {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcToolSources.class);
  private static final String FIRST_SEEN = "first-seen";

  private static final ChangeCount CHANGES = new ChangeCount("tool_source_change");

  private static final String LOAD =
      """
      SELECT tenant, name, kind, settings, agents, allow, approvals, limits,
        of_file, settled_at IS NOT NULL AS settled
      FROM tool_source ORDER BY tenant, name\
      """;

  private static final String APPROVALS =
      "SELECT tenant, source, tool, fingerprint FROM tool_approval";

  private static final String SIGN_INS =
      """
      SELECT tenant, source, number, NOT refused AND wanted = '{}' AS done, wanted
      FROM tool_sign_in\
      """;

  private static final String FIND =
      """
      SELECT tenant, name, kind, settings, agents, allow, approvals, limits,
        of_file, settled_at IS NOT NULL AS settled
      FROM tool_source WHERE tenant = ? AND name = ? FOR UPDATE\
      """;

  private static final String NAMES_OF_FILE =
      "SELECT name FROM tool_source WHERE tenant = ? AND of_file";

  private static final String COUNT = "SELECT count(*) FROM tool_source WHERE tenant = ?";

  private static final String PUT =
      """
      INSERT INTO tool_source
        (tenant, name, kind, settings, agents, allow, approvals, limits, of_file, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, name) DO UPDATE SET kind = excluded.kind, settings = excluded.settings,
        agents = excluded.agents, allow = excluded.allow, approvals = excluded.approvals,
        limits = excluded.limits, of_file = excluded.of_file, updated_at = excluded.updated_at\
      """;

  private static final String UNSETTLE =
      "UPDATE tool_source SET settled_at = NULL WHERE tenant = ? AND name = ?";

  private static final String FORGET_APPROVALS =
      "DELETE FROM tool_approval WHERE tenant = ? AND source = ?";

  private static final String SIGN_OUT = "DELETE FROM tool_sign_in WHERE tenant = ? AND source = ?";

  private static final String FORGET_BEGUN =
      "DELETE FROM tool_sign_in_begun WHERE tenant = ? AND source = ?";

  private static final String DELETE = "DELETE FROM tool_source WHERE tenant = ? AND name = ?";

  private static final String SETTLE =
      "UPDATE tool_source SET settled_at = ? WHERE tenant = ? AND name = ?";

  private static final String APPROVE =
      """
      INSERT INTO tool_approval (tenant, source, tool, fingerprint, approved_at, approved_by)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, source, tool) DO UPDATE SET fingerprint = excluded.fingerprint,
        approved_at = excluded.approved_at, approved_by = excluded.approved_by\
      """;

  private final Database database;
  private final InstantSource clock;

  public JdbcToolSources(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Long> change() {
    return database.acrossTenants(CHANGES::read);
  }

  /// The number first: a change in between is loaded once more.
  @Override
  public CompletionStage<Everything> load() {
    return database.acrossTenants(
        connection -> {
          long change = CHANGES.read(connection);
          var approved = new HashMap<String, Map<String, String>>();
          Sql.query(
              connection,
              APPROVALS,
              row ->
                  approved
                      .computeIfAbsent(
                          key(row.getString("tenant"), row.getString("source")),
                          _ -> new HashMap<>())
                      .put(row.getString("tool"), row.getString("fingerprint")));
          var signIns = new HashMap<String, SignIn>();
          Sql.query(
              connection,
              SIGN_INS,
              row ->
                  signIns.put(
                      key(row.getString("tenant"), row.getString("source")),
                      new SignIn(
                          row.getLong("number"),
                          row.getBoolean("done"),
                          Sql.texts(row, "wanted"))));
          var sources = new ArrayList<Kept>();
          for (var row : Sql.query(connection, LOAD, JdbcToolSources::row))
            sources.add(
                new Kept(
                    new TenantId(row.tenant()),
                    row.source(),
                    row.isSettled(),
                    approved.getOrDefault(key(row.tenant(), row.source().name()), Map.of()),
                    Optional.ofNullable(signIns.get(key(row.tenant(), row.source().name())))));
          return new Everything(change, sources);
        });
  }

  /// A tenant's id holds no colon.
  private static String key(String tenant, String source) {
    return tenant + ":" + source;
  }

  @Override
  public CompletionStage<Boolean> put(TenantId tenant, ToolSource source) {
    return put(tenant, source, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> put(TenantId tenant, ToolSource source, Act act) {
    return put(tenant, source, Optional.of(act));
  }

  private CompletionStage<Boolean> put(TenantId tenant, ToolSource source, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          var before = find(connection, tenant, source.name()).map(Row::source);
          if (before.isEmpty() && count(connection, tenant) >= ToolSource.COUNT_MAX) return false;
          store(connection, tenant, source);
          AuditRows.add(connection, tenant, act, ToolSourceChanges.stored(before, source));
          return true;
        });
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String name) {
    return delete(tenant, name, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name, Optional.of(act));
  }

  private CompletionStage<Boolean> delete(TenantId tenant, String name, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          var before = find(connection, tenant, name).map(Row::source);
          if (!remove(connection, tenant, name)) return false;
          if (before.isPresent())
            AuditRows.add(connection, tenant, act, ToolSourceChanges.deleted(before.get()));
          return true;
        });
  }

  /// Those that are as they were stay untouched: every node does so at its start.
  @Override
  public CompletionStage<Void> replaceThoseOfFile(TenantId tenant, List<ToolSource> sources) {
    return database.as(
        tenant,
        connection -> {
          var names = sources.stream().map(ToolSource::name).toList();
          for (var name :
              Sql.query(connection, NAMES_OF_FILE, row -> row.getString(1), tenant.value()))
            if (!names.contains(name)) remove(connection, tenant, name);
          for (var source : sources) {
            var before = find(connection, tenant, source.name()).map(Row::source);
            if (!before.equals(Optional.of(source))) store(connection, tenant, source);
          }
          return null;
        });
  }

  @Override
  public CompletionStage<Void> settle(
      TenantId tenant, ToolSource source, Map<String, String> tools) {
    return database.as(
        tenant,
        connection -> {
          var row = find(connection, tenant, source.name());
          boolean isAsOpened =
              row.isPresent() && !row.get().isSettled() && row.get().source().isSameServer(source);
          if (!isAsOpened) return null;
          Sql.update(connection, SETTLE, clock.instant(), tenant.value(), source.name());
          store(connection, tenant, source.name(), tools, FIRST_SEEN);
          return null;
        });
  }

  @Override
  public CompletionStage<Boolean> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by) {
    return approve(tenant, name, tools, by, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by, Act act) {
    return approve(tenant, name, tools, by, Optional.of(act));
  }

  private CompletionStage<Boolean> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          if (find(connection, tenant, name).isEmpty()) return false;
          Sql.update(connection, SETTLE, clock.instant(), tenant.value(), name);
          store(connection, tenant, name, tools, by.name().toLowerCase(Locale.ROOT));
          AuditRows.add(connection, tenant, act, ToolSourceChanges.approved(name, tools));
          return true;
        });
  }

  private void store(Connection connection, TenantId tenant, ToolSource source)
      throws SQLException {
    var before = find(connection, tenant, source.name()).map(Row::source);
    Sql.update(
        connection,
        PUT,
        tenant.value(),
        source.name(),
        source.kind(),
        source.settings().text(),
        source.agents().toArray(String[]::new),
        source.allow().toArray(String[]::new),
        entries(source.approvals().texts()),
        entries(source.limits().texts()),
        source.isOfFile(),
        clock.instant());
    if (before.isPresent() && !before.get().isSameServer(source)) {
      Sql.update(connection, FORGET_APPROVALS, tenant.value(), source.name());
      Sql.update(connection, UNSETTLE, tenant.value(), source.name());
      // tokens belong to the server for which they were got
      Sql.update(connection, SIGN_OUT, tenant.value(), source.name());
      Sql.update(connection, FORGET_BEGUN, tenant.value(), source.name());
    }
    CHANGES.up(connection);
  }

  private void store(
      Connection connection,
      TenantId tenant,
      String source,
      Map<String, String> tools,
      String approver)
      throws SQLException {
    var rows = new ArrayList<Object[]>();
    tools.forEach(
        (tool, fingerprint) ->
            rows.add(
                new Object[] {
                  tenant.value(), source, tool, fingerprint, clock.instant(), approver
                }));
    Sql.batch(connection, APPROVE, rows);
    CHANGES.up(connection);
  }

  private static boolean remove(Connection connection, TenantId tenant, String name)
      throws SQLException {
    boolean was = Sql.update(connection, DELETE, tenant.value(), name) > 0;
    if (was) CHANGES.up(connection);
    return was;
  }

  private static long count(Connection connection, TenantId tenant) throws SQLException {
    return Sql.first(connection, COUNT, row -> row.getLong(1), tenant.value()).orElseThrow();
  }

  private record Row(String tenant, ToolSource source, boolean isSettled) {}

  private static Optional<Row> find(Connection connection, TenantId tenant, String name)
      throws SQLException {
    return Sql.first(connection, FIND, JdbcToolSources::row, tenant.value(), name);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("tenant"),
        new ToolSource(
            row.getString("name"),
            row.getString("kind"),
            new Json(row.getString("settings")),
            Sql.texts(row, "agents"),
            Sql.texts(row, "allow"),
            rules(row),
            limits(row),
            row.getBoolean("of_file")),
        row.getBoolean("settled"));
  }

  private static String[] entries(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toArray(String[]::new);
  }

  /// A rule that only a newer program knows is read as the strictest one that this program has.
  private static ApprovalRules rules(ResultSet row) throws SQLException {
    var rules = new HashMap<String, ApprovalRule>();
    for (var entry : Sql.texts(row, "approvals")) {
      int space = entry.indexOf(' ');
      try {
        rules.put(entry.substring(0, space), ApprovalRule.parse(entry.substring(space + 1)));
      } catch (IllegalArgumentException e) {
        rules.put(entry.substring(0, space), ApprovalRule.ALWAYS);
      }
    }
    return new ApprovalRules(rules);
  }

  /// A limit that only a newer program knows is not applied by this one.
  private static CallLimits limits(ResultSet row) throws SQLException {
    var limits = new HashMap<String, CallLimit>();
    for (var entry : Sql.texts(row, "limits")) {
      int space = entry.indexOf(' ');
      try {
        limits.put(entry.substring(0, space), CallLimit.parse(entry.substring(space + 1)));
      } catch (IllegalArgumentException e) {
        LOG.warn("the limit {} is unknown to this version, and not applied", entry);
      }
    }
    return new CallLimits(limits);
  }
}
