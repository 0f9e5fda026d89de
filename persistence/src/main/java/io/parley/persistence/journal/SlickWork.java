package io.parley.persistence.journal;

import io.parley.persistence.database.Database;
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

/// Work with plain JDBC on the threads and connections of the plugin's pool. A connection commits
/// each statement by itself.
public final class SlickWork {
  private SlickWork() {}

  /// @return fails with the work's own exception, or because there is no connection
  public static <T> CompletionStage<T> run(
      JdbcBackend.JdbcDatabaseDef db, Database.Work<T> work) {
    var action =
        SimpleJdbcAction.<Try<T>>apply(
            context -> {
              try {
                return new Success<>(work.on(context.connection()));
              } catch (SQLException e) {
                // Scala's functions throw no checked exceptions
                return new Failure<>(e);
              }
            });
    return FutureConverters.asJava(result(db, action))
        .thenCompose(
            done ->
                done.isSuccess()
                    ? CompletableFuture.completedStage(done.get())
                    : CompletableFuture.failedStage(done.failed().get()));
  }

  /// Scala's types say that an action of any effect may be run; Java's cannot.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> Future<Try<T>> result(
      JdbcBackend.JdbcDatabaseDef db, SimpleJdbcAction<Try<T>> action) {
    return (Future<Try<T>>) db.run((DBIOAction) action);
  }
}
