package io.parley.persistence.embedded;

import java.io.IOException;
import java.nio.file.Path;

/// Writes PostgreSQL's own configuration files at every start: they follow Parley's settings.
/// Manual changes belong in `ALTER SYSTEM`, which PostgreSQL keeps in `postgresql.auto.conf` and
/// reads after ours.
final class PostgresConfiguration {
  private static final String ACCESS =
      """
      # Written by Parley at every start.
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private PostgresConfiguration() {}

  static void write(Path directory, int port, int connectionsMax) throws IOException {
    AtomicFile.write(directory.resolve("postgresql.conf"), server(port, connectionsMax));
    AtomicFile.write(directory.resolve("pg_hba.conf"), ACCESS);
  }

  /// 127.0.0.1 only, no Unix socket: one way to connect, with a password.
  ///
  /// Customers' words must not reach the log: no statements, no parameters, and no errors of
  /// statements, because they quote values. The server's own messages remain.
  private static String server(int port, int connectionsMax) {
    return """
    # Written by Parley at every start. To change something for this data directory, use ALTER SYSTEM.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = %d
    shared_buffers = '256MB'
    password_encryption = 'scram-sha-256'

    # Acknowledged means on disk.
    fsync = on
    synchronous_commit = on
    full_page_writes = on

    timezone = 'UTC'
    log_timezone = 'UTC'
    lc_messages = 'C'

    # One file for each day of the week, so the log is bounded; never a customer's words.
    logging_collector = on
    log_directory = 'log'
    log_filename = 'postgres-%%a.log'
    log_rotation_age = '1d'
    log_rotation_size = 0
    log_truncate_on_rotation = on
    # Errors of statements are told to the client alone: the message may quote their values.
    log_min_messages = 'log'
    log_min_error_statement = 'panic'
    log_statement = 'none'
    log_parameter_max_length = 0
    log_parameter_max_length_on_error = 0
    log_error_verbosity = 'terse'
    """
        .formatted(port, connectionsMax);
  }
}
