package io.parley.server;

import com.typesafe.config.Config;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.secret.Keyring;
import java.util.Optional;

/// The keys that encrypt secrets for servers outside.
final class SecretKeyring {
  /// The setting.
  static final String KEYS = "parley.secrets.keys";

  /// The id of the key that is kept in the data directory.
  private static final String OWN_KEY = "data";

  private SecretKeyring() {}

  /// Without a setting the data directory's own, unless nodes of production share a database: each
  /// would encrypt with a key that the others do not have. They store no secrets then.
  static Keyring of(Config config, DataDirectory data) {
    return text(config, data).map(Keyring::of).orElseGet(Keyring::empty);
  }

  /// Those keys in the form of the setting; empty for a node without any.
  static Optional<String> text(Config config, DataDirectory data) {
    var keys = config.getString(KEYS);
    if (!keys.isBlank()) return Optional.of(keys);
    return isMissing(config) ? Optional.empty() : Optional.of(own(data));
  }

  /// Whether this node has no key.
  static boolean isMissing(Config config) {
    return config.getString(KEYS).isBlank()
        && ServerSettings.from(config).production()
        && !DatabaseSettings.from(config).embedded();
  }

  /// The data directory's own key, in the form of the setting.
  static String own(DataDirectory data) {
    return OWN_KEY + ":" + data.secrets().secretKey();
  }
}
