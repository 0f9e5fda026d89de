package io.parley.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;

/// PostgreSQL's word that a page of its own is damaged: a checksum is wrong, or the parts of a long
/// value do not fit. Whoever reads that page is refused, and is not told which row it was.
public final class DamagedPage {
  /// `data_corrupted` (PostgreSQL's appendix A, "Error Codes").
  private static final String DATA_CORRUPTED = "XX001";

  private DamagedPage() {}

  /// Whether `failure` is about one, however deep in its causes.
  public static boolean in(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql && DATA_CORRUPTED.equals(sql.getSQLState()))
        return true;
    return false;
  }

  /// Has the work's statements reach rows by an index alone, one after the other: else PostgreSQL
  /// may read more of a table than was asked for, and stumble over pages of others. For statements
  /// that have an index; it holds to the end of the transaction.
  public static <T> T byIndex(Connection connection, Database.Work<T> work) throws SQLException {
    Sql.update(connection, "SET LOCAL enable_seqscan = off");
    Sql.update(connection, "SET LOCAL enable_bitmapscan = off");
    return work.on(connection);
  }
}
