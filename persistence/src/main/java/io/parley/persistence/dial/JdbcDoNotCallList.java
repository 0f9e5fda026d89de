package io.parley.persistence.dial;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.dial.DoNotCallList;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The do-not-call list in a table, a row for each number of a tenant.
public final class JdbcDoNotCallList implements DoNotCallList {
  private static final String ADD =
      """
      INSERT INTO do_not_call (tenant, number, note, by, at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, number) DO UPDATE SET note = excluded.note
      RETURNING number, note, by, at\
      """;

  private static final String REMOVE = "DELETE FROM do_not_call WHERE tenant = ? AND number = ?";

  private static final String FIND =
      "SELECT number, note, by, at FROM do_not_call WHERE tenant = ? AND number = ?";

  private static final String LIST =
      """
      SELECT number, note, by, at FROM do_not_call WHERE tenant = ? AND number > ?
      ORDER BY number LIMIT ?\
      """;

  private static final int LAST_DIGITS = 2;

  private final Database database;

  public JdbcDoNotCallList(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Entry> add(
      TenantId tenant, PhoneNumber number, Optional<String> note, Role by, Instant at) {
    return add(tenant, number, note, new Entering(by, at, Optional.empty()));
  }

  @Override
  public CompletionStage<Entry> add(
      TenantId tenant, PhoneNumber number, Optional<String> note, Role by, Instant at, Act act) {
    return add(tenant, number, note, new Entering(by, at, Optional.of(act)));
  }

  private record Entering(Role by, Instant at, Optional<Act> act) {}

  private CompletionStage<Entry> add(
      TenantId tenant, PhoneNumber number, Optional<String> note, Entering entering) {
    return database.as(
        tenant,
        connection -> {
          var entry =
              Sql.query(
                      connection,
                      ADD,
                      JdbcDoNotCallList::entry,
                      tenant.value(),
                      number.text(),
                      note.map(Text::storable),
                      entering.by().name().toLowerCase(Locale.ROOT),
                      entering.at())
                  .getFirst();
          var added = Change.made("do-not-call-added", target(number), Map.of());
          AuditRows.add(connection, tenant, entering.act(), added);
          return entry;
        });
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, PhoneNumber number) {
    return remove(tenant, number, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, PhoneNumber number, Act act) {
    return remove(tenant, number, Optional.of(act));
  }

  private CompletionStage<Boolean> remove(TenantId tenant, PhoneNumber number, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          if (Sql.update(connection, REMOVE, tenant.value(), number.text()) == 0) return false;
          var removed = Change.gone("do-not-call-removed", target(number), Map.of());
          AuditRows.add(connection, tenant, act, removed);
          return true;
        });
  }

  /// Enough for whoever knows the number to recognise it.
  private static String target(PhoneNumber number) {
    var text = number.text();
    return "number:" + number + text.substring(text.length() - LAST_DIGITS);
  }

  @Override
  public CompletionStage<Optional<Entry>> find(TenantId tenant, PhoneNumber number) {
    return database.as(
        tenant,
        connection ->
            Sql.first(connection, FIND, JdbcDoNotCallList::entry, tenant.value(), number.text()));
  }

  @Override
  public CompletionStage<Page> list(TenantId tenant, Optional<PhoneNumber> after, int limit) {
    return database.as(
        tenant,
        connection -> {
          var found =
              Sql.query(
                  connection,
                  LIST,
                  JdbcDoNotCallList::entry,
                  tenant.value(),
                  after.map(PhoneNumber::text).orElse(""),
                  limit + 1);
          boolean hasMore = found.size() > limit;
          var shown = hasMore ? found.subList(0, limit) : found;
          return new Page(
              shown, hasMore ? Optional.of(shown.getLast().number().text()) : Optional.empty());
        });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        new PhoneNumber(row.getString("number")),
        Sql.text(row, "note"),
        Role.valueOf(row.getString("by").toUpperCase(Locale.ROOT)),
        Sql.instant(row, "at"));
  }
}
