package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.http.tool.PublicAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// The program's basic settings: `parley.mode`, `parley.data`, addresses, shutdown. Explained in
/// `reference.conf`.
///
/// @param managementConnectionsMax open at once on the management port
/// @param origins web sites whose pages may connect; `*` allows all
/// @param publicAddress under which browsers reach the server
/// @param proxies how many of the company's proxies are in front of the server
/// @param bodyBytesMax of one request; @param bodyTimeout for its arrival
/// @param callsGrace time for calls to come to their end before they are sent away; 0 for none
/// @param drainTimeout time for readers and requests before their connections are cut
/// @param deadline after which the process ends without closing the rest
/// @param removedDeadline the same for a node that the cluster has removed
record ServerSettings(
    Mode mode,
    Path data,
    Address http,
    Address management,
    Address cluster,
    int managementConnectionsMax,
    Set<String> origins,
    PublicAddress publicAddress,
    int proxies,
    long bodyBytesMax,
    Duration bodyTimeout,
    Duration callsGrace,
    Duration drainTimeout,
    Duration deadline,
    Duration removedDeadline) {

  private static final Duration CALLS_GRACE_MAX = Duration.ofHours(2);

  enum Mode {
    DEVELOPMENT,
    PRODUCTION
  }

  /// @param port 0 for any free one
  record Address(String host, int port) {
    static Address from(String key, Config config) {
      var host = config.getString("host");
      if (host.isBlank()) throw Expect.wrong(key + ".host", "''", "a host name or address");
      int port = number(key + ".port", config.getString("port"));
      Expect.port(key + ".port", port);
      return new Address(host, port);
    }

    private static int number(String key, String text) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw Expect.wrong(key, text, "0 to 65535");
      }
    }
  }

  ServerSettings {
    origins = Set.copyOf(origins);
    Expect.positive("parley.management.connections-max", managementConnectionsMax);
    Expect.between("parley.http.trusted-proxies", proxies, 0, 10);
    Expect.positive("parley.http.body-bytes-max", bodyBytesMax);
    Expect.positive("parley.http.body-timeout", bodyTimeout);
    Expect.between("parley.shutdown.calls-grace", callsGrace, Duration.ZERO, CALLS_GRACE_MAX);
    Expect.positive("parley.shutdown.drain-timeout", drainTimeout);
    Expect.positive("parley.shutdown.deadline", deadline);
    Expect.positive("parley.shutdown.sent-away-deadline", removedDeadline);
    if (mode == Mode.PRODUCTION && origins.contains("*"))
      throw Expect.wrong("parley.http.origins", "*", "web sites by name in production");
  }

  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  static ServerSettings from(Config config) {
    var c = config.getConfig("parley");
    return new ServerSettings(
        mode(c.getString("mode")),
        path(c.getString("data")),
        Address.from("parley.http", c.getConfig("http")),
        Address.from("parley.management", c.getConfig("management")),
        Address.from("parley.cluster", c.getConfig("cluster")),
        c.getInt("management.connections-max"),
        Set.copyOf(c.getStringList("http.origins")),
        PublicAddress.from(config),
        c.getInt("http.trusted-proxies"),
        c.getBytes("http.body-bytes-max"),
        c.getDuration("http.body-timeout"),
        c.getDuration("shutdown.calls-grace"),
        c.getDuration("shutdown.drain-timeout"),
        c.getDuration("shutdown.deadline"),
        c.getDuration("shutdown.sent-away-deadline"));
  }

  boolean production() {
    return mode == Mode.PRODUCTION;
  }

  /// The time for calls to come to their end that the deadline leaves: a shutdown that is cut short
  /// loses replies, and leaves the database open.
  ///
  /// @param others that all other steps may take
  /// @return [#callsGrace] at most; zero where nothing is left
  Duration callsGraceBeside(Duration others) {
    var left = deadline.minus(others);
    if (left.isNegative()) return Duration.ZERO;
    return callsGrace.compareTo(left) < 0 ? callsGrace : left;
  }

  private static Mode mode(String text) {
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> Expect.wrong("parley.mode", text, "development or production"));
  }

  private static Path path(String text) {
    if (text.isBlank()) throw Expect.wrong("parley.data", "''", "a directory");
    return Path.of(text);
  }
}
