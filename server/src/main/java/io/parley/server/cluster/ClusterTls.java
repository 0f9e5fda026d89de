package io.parley.server.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.setting.Expect;
import io.parley.http.settings.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How nodes authenticate each other: `parley.cluster.tls`. Both ends of a connection present a
/// certificate (TLS 1.3) of the same authority, with a name in common.
///
/// @param certificate PEM; @param privateKey PEM; @param authority PEM, the issuer of all of them
/// @param lookEvery how long a certificate is used before its files are read again
record ClusterTls(Path certificate, Path privateKey, Path authority, Duration lookEvery) {
  private static final String KEY = "parley.cluster.tls";
  private static final String PLAIN_ALLOWED = "parley.cluster.plain-allowed";
  private static final String ENGINE = "pekko.remote.artery.ssl.rotating-keys-engine.";

  ClusterTls {
    Expect.positive(KEY + ".look-every", lookEvery);
  }

  /// @return empty when nodes trust every peer that reaches their port
  /// @throws IllegalArgumentException also when they would do so in production without permission
  static Optional<ClusterTls> from(Config config, boolean production) {
    var tls = config.getConfig(KEY);
    boolean isWanted =
        Stream.of("certificate", "key", "authority")
            .anyMatch(name -> !tls.getString(name).isBlank());
    if (!isWanted) {
      if (production) requireTrusted(config);
      return Optional.empty();
    }
    return Optional.of(
        new ClusterTls(
            file(tls, "certificate"),
            file(tls, "key"),
            file(tls, "authority"),
            tls.getDuration("look-every")));
  }

  /// Any peer that reaches the port takes part: it gets sessions, reads them, downs nodes.
  private static void requireTrusted(Config config) {
    var host = listensOn(config);
    if (Loopback.is(host) || config.getBoolean(PLAIN_ALLOWED)) return;
    throw Expect.wrong(
        KEY + ".certificate",
        "''",
        "certificate, key and authority in production, as other machines reach the port on %s; or %s = true where only nodes can reach it over the network"
            .formatted(host, PLAIN_ALLOWED));
  }

  /// The address of the node for others, unless Pekko is configured to bind elsewhere: a proxy that
  /// speaks TLS may be in between.
  private static String listensOn(Config config) {
    var own = config.getString("pekko.remote.artery.bind.hostname");
    return own.isBlank() ? config.getString("parley.cluster.host") : own;
  }

  private static Path file(Config tls, String name) {
    var file = tls.getString(name);
    if (file.isBlank() || !Files.isReadable(Path.of(file)))
      throw Expect.wrong(
          KEY + "." + name,
          "'" + file + "'",
          "a readable PEM file for each of certificate, key and authority");
    return Path.of(file);
  }

  /// Settings of the actor system that override all others.
  Config pekko() {
    return ConfigFactory.parseMap(
        Map.of(
            "pekko.remote.artery.transport",
            "tls-tcp",
            "pekko.remote.artery.ssl.ssl-engine-provider",
            "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
            ENGINE + "cert-file",
            certificate.toAbsolutePath().toString(),
            ENGINE + "key-file",
            privateKey.toAbsolutePath().toString(),
            ENGINE + "ca-cert-file",
            authority.toAbsolutePath().toString(),
            ENGINE + "ssl-context-cache-ttl",
            lookEvery.toMillis() + "ms"));
  }
}
