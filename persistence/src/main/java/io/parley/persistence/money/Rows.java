package io.parley.persistence.money;

import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/// Converts terms of the rules to column values.
final class Rows {
  private Rows() {}

  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static Period.Key period(ResultSet row) throws SQLException {
    return new Period.Key(
        new TenantId(row.getString("tenant")),
        BudgetScope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
        row.getString("period"));
  }

  /// The values of a key, followed by others.
  static Object[] values(Period.Key period, Object... more) {
    var values = new Object[3 + more.length];
    values[0] = period.tenant().value();
    values[1] = text(period.scope());
    values[2] = period.id();
    System.arraycopy(more, 0, values, 3, more.length);
    return values;
  }
}
