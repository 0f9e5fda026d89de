package io.parley.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;

/// PostgreSQL's report that one of its pages is damaged: a checksum is wrong, or the parts of a
/// long value do not fit. A reader of that page is refused, without the row's number.
public final class DamagedPage {
  /// `data_corrupted` (PostgreSQL's appendix A, "Error Codes").
  private static final String DATA_CORRUPTED = "XX001";

  private DamagedPage() {}

  /// Whether `failure` has such a cause, however deep.
  public static boolean in(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql && DATA_CORRUPTED.equals(sql.getSQLState()))
        return true;
    return false;
  }

  /// Makes the work's statements reach rows one by one through an index: otherwise PostgreSQL may
  /// read more of a table than requested, and fail on damaged pages of other rows. For statements
  /// that have an index; holds to the end of the transaction.
  public static <T> T byIndex(Connection connection, Database.Work<T> work) throws SQLException {
    Sql.update(connection, "SET LOCAL enable_seqscan = off");
    Sql.update(connection, "SET LOCAL enable_bitmapscan = off");
    return work.on(connection);
  }
}
