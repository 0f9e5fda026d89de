package io.parley.server;

import com.sun.management.UnixOperatingSystemMXBean;
import io.parley.http.connection.ConnectionSettings;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the operating system allows this process its configured number of connections. A process
/// without free descriptors cannot accept a connection, open a file or reach a database, so the
/// limit is lowered to what is available.
final class Descriptors {
  private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

  /// Descriptors for everything but client connections: jars, files, the index, connections to the
  /// database, to models and to other nodes, management, and clients being refused.
  private static final int RESERVE = 1_500;

  private static final int LEAST = 16;

  private Descriptors() {}

  /// The settings, with at most as many connections as this process can open.
  static ConnectionSettings carried(ConnectionSettings wanted) {
    // the JVM has raised the soft limit to the hard one by now (-XX:+MaxFDLimit)
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? carried(wanted, unix.getMaxFileDescriptorCount())
        : wanted;
  }

  static ConnectionSettings carried(ConnectionSettings wanted, long descriptors) {
    long capacity = Math.max(LEAST, descriptors - RESERVE);
    if (wanted.max() <= capacity) return wanted;
    LOG.warn(
        "parley.http.connections.max: {} connections need {} file descriptors, but this process may"
            + " open {} (ulimit -n): {} connections are allowed",
        wanted.max(),
        wanted.max() + RESERVE,
        descriptors,
        capacity);
    return wanted.withMax((int) capacity);
  }
}
