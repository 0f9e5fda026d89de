package io.parley.server;

import com.typesafe.config.Config;
import io.parley.http.tls.ServerCertificate;
import io.parley.http.tls.TlsSettings;
import java.time.Clock;
import java.util.Optional;

/// The certificates of the ports; empty for ports without TLS.
///
/// @param cluster only watched here, to report its expiry in time; Pekko presents it
record Certificates(
    Optional<ServerCertificate> http,
    Optional<ServerCertificate> management,
    Optional<ServerCertificate> cluster) {

  /// @throws IllegalArgumentException with a sentence that names the setting, its file and what was
  ///   expected
  static Certificates from(Config config, Clock clock) {
    return new Certificates(
        one(config, "parley.http.tls", clock),
        one(config, "parley.management.tls", clock),
        one(config, "parley.cluster.tls", clock));
  }

  private static Optional<ServerCertificate> one(Config config, String key, Clock clock) {
    return TlsSettings.from(config, key).map(settings -> ServerCertificate.of(settings, clock));
  }
}
