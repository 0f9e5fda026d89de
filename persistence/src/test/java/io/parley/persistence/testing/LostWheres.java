package io.parley.persistence.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL's driver, except that every prepared statement loses its conditions on the tenant: a
/// mistake in all stores at once. It takes the driver's place for a test class, whose tests expect
/// the same results as before, because row level security has the same conditions. For stores whose
/// work is of one tenant: work across tenants sees all rows.
public final class LostWheres implements Driver {
  private static final Pattern CONDITION = Pattern.compile("\\b(?:\\w+\\.)?tenant = \\?");

  /// Takes the value, and is true.
  private static final String NO_CONDITION = "(?::text IS NOT NULL)";

  private static LostWheres current;

  private final Driver driver;
  private final AtomicInteger lost = new AtomicInteger();

  private LostWheres(Driver driver) {
    this.driver = driver;
  }

  /// From now on, in this JVM.
  public static synchronized void begin() throws SQLException {
    for (var registered : Collections.list(DriverManager.getDrivers()))
      if (registered instanceof org.postgresql.Driver) {
        DriverManager.deregisterDriver(registered);
        current = new LostWheres(registered);
        DriverManager.registerDriver(current);
        return;
      }
    throw new IllegalStateException("PostgreSQL's driver is not registered (expected: it is)");
  }

  /// @return how many statements have lost conditions
  public static synchronized int end() throws SQLException {
    DriverManager.deregisterDriver(current);
    DriverManager.registerDriver(current.driver);
    return current.lost.get();
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
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
      throws SQLException {
    return driver.getPropertyInfo(url, properties);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }
}
