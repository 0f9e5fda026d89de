package io.parley.persistence.journal;

import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.TenantTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.SimpleJdbcAction;

/// Work with plain JDBC on the rows of a session's tenant, on the threads and connections of the
/// journal's pool.
public final class TenantWork {
  private TenantWork() {}

  /// Work that makes its own transactions, such as [TenantTransaction#update].
  @FunctionalInterface
  public interface Alone<T> {
    T on(Connection connection, TenantId tenant) throws SQLException;
  }

  /// @param persistenceId of the session
  /// @param work within one transaction
  /// @return fails with the work's own exception, or because there is no connection
  public static <T> CompletionStage<T> run(
      JdbcBackend.JdbcDatabaseDef db, String persistenceId, Database.Work<T> work) {
    return alone(
        db, persistenceId, (connection, tenant) -> TenantTransaction.run(connection, tenant, work));
  }

  /// @param persistenceId of the session
  /// @return fails with the work's own exception, or because there is no connection
  public static <T> CompletionStage<T> alone(
      JdbcBackend.JdbcDatabaseDef db, String persistenceId, Alone<T> work) {
    var action =
        SimpleJdbcAction.<Try<T>>apply(
            context -> {
              try {
                var tenant = PersistenceIds.tenant(persistenceId);
                return new Success<>(work.on(context.connection(), tenant));
              } catch (SQLException e) {
                // Scala's functions throw no checked exceptions
                return new Failure<>(e);
              }
            });
    var result = new CompletableFuture<T>();
    FutureConverters.asJava(result(db, action))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) result.completeExceptionally(failure);
              else if (done.isFailure()) result.completeExceptionally(done.failed().get());
              else result.complete(done.get());
            });
    return result;
  }

  /// Scala's types say that an action of any effect may be run; Java's cannot.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> Future<Try<T>> result(
      JdbcBackend.JdbcDatabaseDef db, SimpleJdbcAction<Try<T>> action) {
    return (Future<Try<T>>) db.run((DBIOAction) action);
  }
}
