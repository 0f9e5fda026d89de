package io.parley.persistence.plan;

import io.parley.persistence.testing.DriverInPlace;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/// PostgreSQL's driver, except that each prepared statement is explained before it is executed:
/// with the same values, in the same transaction, and so as the same role and tenant. The plan is
/// the one for these values; PostgreSQL may choose a general one for a statement that it has seen
/// five times.
final class ExplainingDriver extends DriverInPlace {
  /// Others have no plan. A text of several statements is not explained.
  private static final Pattern PLANNED =
      Pattern.compile("\\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\\b[^;]*", Pattern.CASE_INSENSITIVE);

  private final Plans plans;

  private ExplainingDriver(Plans plans) {
    this.plans = plans;
  }

  /// Takes the driver's place.
  static ExplainingDriver begin(Plans plans) throws SQLException {
    var explaining = new ExplainingDriver(plans);
    explaining.takePlace();
    return explaining;
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    var connection = driver.connect(url, properties);
    if (connection == null) return null;
    return Connection.class.cast(
        proxy(
            Connection.class,
            (_, method, arguments) -> {
              var result = call(connection, method, arguments);
              return result instanceof PreparedStatement statement
                      && PLANNED.matcher((String) arguments[0]).matches()
                  ? proxy(
                      PreparedStatement.class,
                      new Explained(connection, (String) arguments[0], statement))
                  : result;
            }));
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(
        ExplainingDriver.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  /// A prepared statement that remembers its values.
  private final class Explained implements InvocationHandler {
    private final Connection connection;
    private final String sql;
    private final PreparedStatement statement;
    private final List<Value> values = new ArrayList<>();

    /// A call such as `setObject(1, "a")`.
    private record Value(Method setter, List<Object> arguments) {}

    Explained(Connection connection, String sql, PreparedStatement statement) {
      this.connection = connection;
      this.sql = sql;
      this.statement = statement;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      var name = method.getName();
      int count = arguments == null ? 0 : arguments.length;
      if (count == 0 && (name.equals("addBatch") || name.matches("execute(?:Query|Update)?")))
        explain();
      // those of a value have its number and the value; `setFetchSize` and the like have no number
      if (count > 1 && name.startsWith("set"))
        values.add(new Value(method, Arrays.asList(arguments)));
      return call(statement, method, arguments);
    }

    private void explain() throws Throwable {
      try (var explain = connection.prepareStatement("EXPLAIN (FORMAT JSON) " + sql)) {
        for (var value : values) call(explain, value.setter(), value.arguments().toArray());
        try (var rows = explain.executeQuery()) {
          rows.next();
          plans.add(sql, rows.getString(1));
        }
      }
      values.clear();
    }
  }
}
