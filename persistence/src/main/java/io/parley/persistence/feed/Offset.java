package io.parley.persistence.feed;

import java.sql.ResultSet;
import java.sql.SQLException;

/// A position in the journal in the order in which it is read; see `V1__journal.sql`.
///
/// @param xact the transaction that wrote the event, in decimal digits, without zeros before them
public record Offset(String xact, long ordering) {

  /// @param row with the columns `transaction` (text) and `ordering`
  static Offset read(ResultSet row) throws SQLException {
    return new Offset(row.getString("transaction"), row.getLong("ordering"));
  }

  /// By transaction, then by `ordering`, as PostgreSQL orders them.
  boolean isBefore(Offset other) {
    int byLength = Integer.compare(xact.length(), other.xact.length());
    int byXact = byLength != 0 ? byLength : xact.compareTo(other.xact);
    return byXact != 0 ? byXact < 0 : ordering < other.ordering;
  }
}
