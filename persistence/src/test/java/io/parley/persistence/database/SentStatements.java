package io.parley.persistence.database;

import io.parley.persistence.testing.DriverInPlace;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/// PostgreSQL's driver, except that it remembers what was sent: the text of each prepared statement
/// that was executed, and the end of each transaction. Each is one round trip.
final class SentStatements extends DriverInPlace {
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private SentStatements() {}

  /// Takes the driver's place.
  static SentStatements begin() throws SQLException {
    var driver = new SentStatements();
    driver.takePlace();
    return driver;
  }

  /// Statements sent since the last call, oldest first.
  List<String> take() {
    var taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    var connection = driver.connect(url, properties);
    if (connection == null) return null;
    return Connection.class.cast(
        proxy(
            Connection.class,
            (_, method, arguments) -> {
              var name = method.getName();
              if (name.equals("commit") || name.equals("rollback")) sent.add(name);
              var result = call(connection, method, arguments);
              return result instanceof PreparedStatement statement
                  ? prepared((String) arguments[0], statement)
                  : result;
            }));
  }

  private Object prepared(String sql, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (_, method, arguments) -> {
          if (method.getName().startsWith("execute")) sent.add(sql);
          return call(statement, method, arguments);
        });
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        SentStatements.class.getClassLoader(), new Class<?>[] {type}, handler);
  }
}
