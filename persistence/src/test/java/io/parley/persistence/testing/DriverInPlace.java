package io.parley.persistence.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Properties;
import java.util.logging.Logger;

/// PostgreSQL's driver with other connections. It takes the driver's place for those that are
/// opened from its start on, in this JVM, until it is closed.
public abstract class DriverInPlace implements Driver, AutoCloseable {
  protected final Driver driver;

  /// Takes the place with [#takePlace].
  protected DriverInPlace() {
    this.driver =
        Collections.list(DriverManager.getDrivers()).stream()
            .filter(org.postgresql.Driver.class::isInstance)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "PostgreSQL's driver is not registered (expected: it is)"));
  }

  protected final void takePlace() throws SQLException {
    DriverManager.deregisterDriver(driver);
    DriverManager.registerDriver(this);
  }

  @Override
  public final void close() throws SQLException {
    DriverManager.deregisterDriver(this);
    DriverManager.registerDriver(driver);
  }

  /// Calls the driver's own object behind a proxy.
  protected static Object call(Object on, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public final boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public final DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
      throws SQLException {
    return driver.getPropertyInfo(url, properties);
  }

  @Override
  public final int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public final int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public final boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }
}
