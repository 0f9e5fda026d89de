package io.parley.http.tls;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a port's certificate is: `parley.http.tls`, `parley.management.tls` or
/// `parley.cluster.tls`.
///
/// @param key of these settings; @param certificate PEM, the port's own first, then those that
///   signed it; @param privateKey PEM, not encrypted
/// @param lookEvery how often the files are checked for a change
public record TlsSettings(String key, Path certificate, Path privateKey, Duration lookEvery) {
  public TlsSettings {
    Expect.positive(key + ".look-every", lookEvery);
  }

  /// @param key of the settings
  /// @return empty when the port speaks plain HTTP
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static Optional<TlsSettings> from(Config config, String key) {
    var tls = config.getConfig(key);
    var certificate = tls.getString("certificate");
    var privateKey = tls.getString("key");
    if (certificate.isBlank() && privateKey.isBlank()) return Optional.empty();
    if (certificate.isBlank())
      throw Expect.wrong(key + ".certificate", "''", "a PEM file, as there is a key");
    if (privateKey.isBlank())
      throw Expect.wrong(key + ".key", "''", "a PEM file, as there is a certificate");
    return Optional.of(
        new TlsSettings(
            key, Path.of(certificate), Path.of(privateKey), tls.getDuration("look-every")));
  }
}
