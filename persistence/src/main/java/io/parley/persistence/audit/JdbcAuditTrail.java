package io.parley.persistence.audit;

import io.parley.core.audit.Act;
import io.parley.core.audit.AuditChain;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.AuditTrail;
import io.parley.core.audit.Change;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Audit trails in tables.
public final class JdbcAuditTrail implements AuditTrail {
  private final Database database;

  public JdbcAuditTrail(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<List<AuditEntry>> page(TenantId tenant, long after, int limit) {
    Expect.between("limit", limit, 1, PAGE_MAX);
    return database.as(tenant, connection -> AuditRows.page(connection, tenant, after, limit));
  }

  @Override
  public CompletionStage<List<AuditEntry>> newest(TenantId tenant, long before, int limit) {
    Expect.between("limit", limit, 1, PAGE_MAX);
    return database.as(tenant, connection -> AuditRows.newest(connection, tenant, before, limit));
  }

  @Override
  public CompletionStage<Void> add(TenantId tenant, Act act, Change change) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.add(connection, tenant, act, List.of(change));
          return null;
        });
  }

  @Override
  public CompletionStage<Check> verify(TenantId tenant) {
    return database.as(
        tenant,
        connection -> {
          var head = AuditRows.head(connection, tenant, "").orElse(AuditChain.EMPTY);
          return new Check(head.number(), firstDamage(connection, tenant, head));
        });
  }

  /// Entries that are added meanwhile are behind the head, and not looked at.
  private static Optional<Long> firstDamage(Connection connection, TenantId tenant, AuditChain head)
      throws SQLException {
    var chain = AuditChain.EMPTY;
    while (chain.number() < head.number()) {
      int limit = (int) Math.min(PAGE_MAX, head.number() - chain.number());
      var page = AuditRows.page(connection, tenant, chain.number(), limit);
      var damage = chain.firstDamage(page);
      if (damage.isPresent()) return damage;
      if (page.isEmpty()) return Optional.of(chain.number() + 1);
      chain = chain.with(page.getLast());
    }
    return chain.equals(head)
        ? AuditRows.beyondHead(connection, tenant)
        : Optional.of(head.number());
  }
}
