package io.parley.persistence.phone;

import io.parley.core.phone.PhoneTrace;
import io.parley.core.phone.PhoneTrace.End;
import io.parley.core.phone.PhoneTraces;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Traces of telephone calls in a table, a row for each call.
public final class JdbcPhoneTraces implements PhoneTraces {
  private static final String BEGIN =
      """
      INSERT INTO phone_call (tenant, call, caller, number, session, begun_at, seen_at, ended)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String SEE =
      "UPDATE phone_call SET seen_at = ? WHERE tenant = ? AND call = ? AND ended IS NULL";

  private static final String END =
      """
      UPDATE phone_call SET seen_at = ?, ended = ?
      WHERE tenant = ? AND call = ? AND ended IS NULL\
      """;

  private static final String LAST =
      """
      SELECT call, caller, number, session, begun_at, seen_at, ended FROM phone_call
      WHERE tenant = ? AND caller = ? AND number = ? ORDER BY begun_at DESC, call DESC LIMIT 1\
      """;

  private static final String CLAIM =
      """
      UPDATE phone_call SET claimed_at = ?
      WHERE tenant = ? AND call = ? AND (claimed_at IS NULL OR claimed_at <= ?)\
      """;

  private static final String SWEEP =
      """
      DELETE FROM phone_call WHERE (tenant, call) IN (
        SELECT tenant, call FROM phone_call WHERE seen_at < ? ORDER BY seen_at LIMIT ?
        FOR UPDATE SKIP LOCKED)\
      """;

  private final Database database;

  public JdbcPhoneTraces(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> begin(PhoneTrace trace) {
    return change(
        trace.session().tenant(),
        BEGIN,
        trace.session().tenant().value(),
        trace.call(),
        trace.caller(),
        Text.storable(trace.number()),
        trace.session().session().value(),
        trace.begun(),
        trace.seen(),
        trace.end().map(End::word));
  }

  @Override
  public CompletionStage<Void> see(TenantId tenant, String call, Instant at) {
    return change(tenant, SEE, at, tenant.value(), call);
  }

  @Override
  public CompletionStage<Void> end(TenantId tenant, String call, End end, Instant at) {
    return change(tenant, END, at, end.word(), tenant.value(), call);
  }

  private CompletionStage<Void> change(TenantId tenant, String sql, Object... values) {
    return database.as(
        tenant,
        connection -> {
          Sql.update(connection, sql, values);
          return null;
        });
  }

  @Override
  public CompletionStage<Optional<PhoneTrace>> last(TenantId tenant, String caller, String number) {
    return database.as(
        tenant,
        connection ->
            Sql.first(
                connection,
                LAST,
                row -> trace(tenant, row),
                tenant.value(),
                caller,
                Text.storable(number)));
  }

  private static PhoneTrace trace(TenantId tenant, ResultSet row) throws SQLException {
    return new PhoneTrace(
        new SessionKey(tenant, new SessionId(row.getString("session"))),
        row.getString("call"),
        row.getString("caller"),
        row.getString("number"),
        Sql.instant(row, "begun_at"),
        Sql.instant(row, "seen_at"),
        Sql.text(row, "ended").map(End::of));
  }

  @Override
  public CompletionStage<Boolean> claim(TenantId tenant, String call, Instant at, Duration lease) {
    return database.as(
        tenant,
        connection ->
            Sql.update(connection, CLAIM, at, tenant.value(), call, at.minus(lease)) == 1);
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    return database.acrossTenants(connection -> Sql.update(connection, SWEEP, before, max));
  }
}
