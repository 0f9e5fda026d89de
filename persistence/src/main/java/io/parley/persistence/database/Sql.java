package io.parley.persistence.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements with their values. A value may be an [Optional] (empty is NULL), an [Instant]
/// (`timestamptz`, to the microsecond), or any type that the driver takes.
public final class Sql {
  private Sql() {}

  /// Reads one row.
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  public static <T> List<T> query(Connection connection, String sql, Row<T> row, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) all.add(row.read(rows));
        return all;
      }
    }
  }

  /// The first row, if there is one.
  public static <T> Optional<T> first(
      Connection connection, String sql, Row<T> row, Object... values) throws SQLException {
    return query(connection, sql, row, values).stream().findFirst();
  }

  /// @return how many rows were changed
  public static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /// The same statement for each of the rows, in few round trips.
  public static void batch(Connection connection, String sql, List<Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) return;
    try (var statement = connection.prepareStatement(sql)) {
      for (var row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /// Work that may fail without ending its transaction: a failure undoes only this work.
  public static <T> T attempt(Connection connection, Database.Work<T> work) throws SQLException {
    var before = connection.setSavepoint();
    try {
      var result = work.on(connection);
      connection.releaseSavepoint(before);
      return result;
    } catch (SQLException | RuntimeException failure) {
      try {
        connection.rollback(before);
      } catch (SQLException broken) {
        // the connection is unusable; the first failure is the one to report
        failure.addSuppressed(broken);
      }
      throw failure;
    }
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /// Empty for NULL.
  public static Optional<Instant> instantIfAny(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /// An array of texts without NULL.
  public static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  public static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) statement.setObject(i + 1, plain(values[i]));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Optional<?> maybe -> maybe.map(Sql::plain).orElse(null);
      case Instant instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      case null, default -> value;
    };
  }
}
