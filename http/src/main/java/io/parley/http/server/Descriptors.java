package io.parley.http.server;

import com.sun.management.UnixOperatingSystemMXBean;
import io.parley.http.connection.ConnectionSettings;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the operating system lets this process have as many connections as it is meant to. A
/// process that runs out of descriptors can take no connection, open no file and reach no database,
/// so the limit is kept below what there is.
final class Descriptors {
  private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

  /// What is not a client's connection: jars, files, the index, connections to the database, to
  /// models and to other nodes, management, and clients that are just being turned away.
  private static final int RESERVE = 1_500;

  private static final int LEAST = 16;

  private Descriptors() {}

  /// The settings, with as many connections as this process can have.
  static ConnectionSettings carried(ConnectionSettings wanted) {
    // the JVM has raised the soft limit to the hard one by now (-XX:+MaxFDLimit)
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? carried(wanted, unix.getMaxFileDescriptorCount())
        : wanted;
  }

  static ConnectionSettings carried(ConnectionSettings wanted, long descriptors) {
    long room = Math.max(LEAST, descriptors - RESERVE);
    if (wanted.max() <= room) return wanted;
    LOG.warn(
        "parley.http.connections.max: {} connections need {} file descriptors, but this process may"
            + " open {} (ulimit -n): {} connections are allowed",
        wanted.max(),
        wanted.max() + RESERVE,
        descriptors,
        room);
    return wanted.withMax((int) room);
  }
}
