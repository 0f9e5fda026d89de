package io.parley.persistence.database;

import io.parley.core.journal.StoreFailure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.RejectedExecutionException;

/// The database failed a request. Neither message nor cause contains a value of the statement,
/// which may be a customer's words.
public final class DatabaseFailure extends RuntimeException implements StoreFailure {
  private static final long serialVersionUID = 1L;

  public enum Category {
    /// The queue is full. Certainly nothing was done.
    OVERLOADED(true),
    /// No connection, or it was lost. Work under way may have been done.
    UNAVAILABLE(true),
    /// It took too long and was cancelled.
    TIMEOUT(true),
    /// It conflicted with another transaction and was rolled back.
    CONFLICT(true),
    /// A constraint or the statement itself: a retry would fail again.
    REFUSED(false);

    private final boolean retryable;

    Category(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Category category;

  DatabaseFailure(Category category, String detail, Throwable cause) {
    super("database %s: %s".formatted(category.name().toLowerCase(java.util.Locale.ROOT), detail));
    this.category = category;
    if (cause != null) initCause(cause);
  }

  /// Converts an exception of work on the database. Exceptions that do not concern the database
  /// stay as they are.
  static RuntimeException of(Exception thrown) {
    return switch (thrown) {
      case RejectedExecutionException full ->
          new DatabaseFailure(Category.OVERLOADED, "too much is waiting for a connection", full);
      case SQLException sql -> of(sql);
      case RuntimeException other -> other;
      default -> new IllegalStateException("work on the database threw " + thrown, thrown);
    };
  }

  /// Classes of SQLSTATE: PostgreSQL's appendix A, "Error Codes".
  private static DatabaseFailure of(SQLException sql) {
    var state = sql.getSQLState() == null ? "" : sql.getSQLState();
    // 22, "data exception", quotes the value; `logServerErrorDetail` keeps the others from doing so
    var cause = state.startsWith("22") ? null : sql;
    return new DatabaseFailure(category(sql, state), "SQLSTATE " + state, cause);
  }

  private static Category category(SQLException sql, String state) {
    if (state.equals("57014") || state.equals("25P03")) return Category.TIMEOUT;
    // 08 connection, 53 resources, 57P the server shuts down or starts, 58 errors of its system
    if (sql instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("58")) return Category.UNAVAILABLE;
    if (state.startsWith("40") || state.equals("55P03")) return Category.CONFLICT;
    return Category.REFUSED;
  }

  public Category category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return category.retryable;
  }
}
