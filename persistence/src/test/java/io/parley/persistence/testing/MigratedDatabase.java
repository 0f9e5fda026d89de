package io.parley.persistence.testing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A [FreshDatabase] with Parley's tables, and a small pool on it. The tables are created once for
/// this test JVM; each database is a copy.
public final class MigratedDatabase implements AutoCloseable {
  /// The longest that a test waits for anything, generous for a busy machine.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SMALL = "parley.database { pool-size = 4, journal.pool-size = 4 }";

  private static FreshDatabase template;

  private final FreshDatabase fresh;
  private final DatabaseSettings settings;
  private final Database database;

  private MigratedDatabase(FreshDatabase fresh, String overrides) {
    this.fresh = fresh;
    this.settings = settings(fresh, overrides);
    this.database = Database.open(settings);
  }

  public static MigratedDatabase create() {
    return create("");
  }

  /// @param overrides of the configuration, such as `parley.database.pool-size = 1`
  public static MigratedDatabase create(String overrides) {
    return new MigratedDatabase(template().copy(), overrides);
  }

  private static synchronized FreshDatabase template() {
    if (template == null) {
      var made = FreshDatabase.create();
      Schema.migrate(settings(made, ""));
      template = made;
    }
    return template;
  }

  private static DatabaseSettings settings(FreshDatabase of, String overrides) {
    return DatabaseSettings.from(configuration(overrides)).at(of.url(), of.user(), of.password());
  }

  private static Config configuration(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.parseString(SMALL))
        .withFallback(ConfigFactory.defaultReference());
  }

  public DatabaseSettings settings() {
    return settings;
  }

  public Database database() {
    return database;
  }

  /// Without the pool.
  public Connection connect() throws SQLException {
    return fresh.connect();
  }

  /// Statements that the tables' owner may not send.
  public void asSuperuser(String sql) throws SQLException {
    fresh.asSuperuser(sql);
  }

  public void execute(String sql) {
    try (var connection = fresh.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public long count(String from) {
    try (var connection = fresh.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(from, e);
    }
  }

  /// The stage's result; its failure is thrown unchanged.
  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    fresh.close();
  }
}
