package io.parley.persistence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// PostgreSQL's driver, except that every prepared statement loses its conditions on the tenant: a
/// mistake in all stores at once. It takes the driver's place for a test class, whose tests expect
/// the same results as before, because row level security has the same conditions. For stores whose
/// work is of one tenant: work across tenants sees all rows.
public final class LostWheres extends DriverInPlace implements BeforeAllCallback, AfterAllCallback {
  private static final Pattern CONDITION = Pattern.compile("\\b(?:\\w+\\.)?tenant = \\?");

  /// Takes the value, and is true.
  private static final String NO_CONDITION = "(?::text IS NOT NULL)";

  private final AtomicInteger lost = new AtomicInteger();

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    takePlace();
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    close();
    assertThat(lost.get()).as("statements that have lost conditions").isPositive();
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    var connection = driver.connect(url, properties);
    if (connection == null) return null;
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> invoked(connection, method, arguments));
  }

  private Object invoked(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    if (method.getName().equals("prepareStatement")) {
      var sql = (String) arguments[0];
      arguments[0] = CONDITION.matcher(sql).replaceAll(Matcher.quoteReplacement(NO_CONDITION));
      if (!arguments[0].equals(sql)) lost.incrementAndGet();
    }
    return call(connection, method, arguments);
  }
}
