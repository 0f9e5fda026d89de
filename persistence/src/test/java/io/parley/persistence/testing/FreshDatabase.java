package io.parley.persistence.testing;

import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.schema.Maintenance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// An empty database of its own on this test JVM's PostgreSQL; dropped when closed, even with open
/// connections.
public final class FreshDatabase implements AutoCloseable {
  private static final String PREFIX = "test_";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Duration VACUUM = Duration.ofSeconds(60);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final LocalPostgres server;
  private final String name;

  private FreshDatabase(LocalPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  public static FreshDatabase create() {
    return create("template1");
  }

  /// A copy of this one, which must have no open connections.
  FreshDatabase copy() {
    return create(name);
  }

  private static FreshDatabase create(String template) {
    var server = TestServers.postgres();
    var name = PREFIX + COUNT.incrementAndGet();
    execute(server, "CREATE DATABASE " + name + " TEMPLATE " + template);
    return new FreshDatabase(server, name);
  }

  /// A JDBC URL without user and password.
  public String url() {
    return server.url(name);
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /// As the tables' owner, for rows of all tenants.
  public Connection connect() throws SQLException {
    return Maintenance.connect(url(), user(), password());
  }

  /// Statements that the tables' owner may not send.
  void asSuperuser(String sql) throws SQLException {
    try (var connection = TestServers.superuser(server, name);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    drop(server, name);
  }

  /// Deletes databases left by a killed run.
  static void dropLeftovers(LocalPostgres server) {
    var names = new ArrayList<String>();
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")) {
      while (rows.next()) names.add(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    names.forEach(name -> drop(server, name));
  }

  private static void drop(LocalPostgres server, String name) {
    Awaitility.await("an autovacuum worker leaves " + name)
        .atMost(VACUUM)
        .pollDelay(Duration.ZERO)
        .until(() -> isDropped(server, name));
  }

  /// Only a superuser, which we are not, may terminate an autovacuum worker in the database; it
  /// leaves when it is done.
  private static boolean isDropped(LocalPostgres server, String name) throws SQLException {
    try {
      send(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      return true;
    } catch (SQLException e) {
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) return false;
      throw e;
    }
  }

  private static void execute(LocalPostgres server, String sql) {
    try {
      send(server, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void send(LocalPostgres server, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
