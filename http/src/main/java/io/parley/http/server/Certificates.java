package io.parley.http.server;

import com.typesafe.config.Config;
import io.parley.http.tls.ServerCertificate;
import io.parley.http.tls.TlsSettings;
import java.time.Clock;
import java.util.Optional;

/// What the ports show who they are with; empty where they speak without TLS.
///
/// @param cluster looked at here, for its end is to be known in time; shown by Pekko
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
