package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.voice.local.LocalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/// Settings that a further node needs to join the running ones: addresses of the bundled database
/// and object store, and generated secrets. Settings made by the user are the user's to repeat.
final class SharedSettings {
  private static final String FILE = "joining.json";

  private final Map<String, Object> settings;

  private SharedSettings(Map<String, Object> settings) {
    this.settings = Map.copyOf(settings);
  }

  static SharedSettings of(
      Config config, Databases databases, StaffTokens tokens, DataDirectory data) {
    var settings = new HashMap<String, Object>();
    if (databases.ownDatabase()) {
      settings.put("parley.database.url", databases.settings().url());
      settings.put("parley.database.user", databases.settings().user());
      settings.put("parley.database.password", databases.settings().password());
    }
    if (databases.ownStore()) {
      var store = databases.archive();
      settings.put("parley.archive.endpoint", store.endpoint().orElseThrow().toString());
      settings.put("parley.archive.access-key", store.accessKey());
      settings.put("parley.archive.secret-key", store.secretKey());
    }
    tokens.madeUp().forEach((role, token) -> settings.put("parley.tokens." + role, token));
    if (config.getString("parley.tokens.keys").isBlank())
      settings.put(
          "parley.tokens.keys",
          StaffTokens.OWN_KEY
              + ":"
              + new String(data.secrets().tokenKey(), StandardCharsets.US_ASCII));
    if (config.getString(SecretKeyring.KEYS).isBlank())
      settings.put(SecretKeyring.KEYS, SecretKeyring.own(data));
    // each node has a data directory of its own, and models are large
    if (LocalSettings.from(config).models().isEmpty())
      settings.put("parley.voice.local.models", data.models().toString());
    return new SharedSettings(settings);
  }

  Map<String, Object> settings() {
    return settings;
  }

  /// Leaves them for `parley join`, readable by the owner only, until the program is closed.
  void offer(DataDirectory data, Closers closers) {
    var file = data.root().resolve(FILE);
    var text = ConfigFactory.parseMap(settings).root().render(ConfigRenderOptions.concise()) + "\n";
    try {
      // created with permissions for the owner alone
      var next = Files.createTempFile(data.root(), "joining-", ".new");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
    closers.onClose("joining.json", () -> Files.deleteIfExists(file));
  }

  /// Those of a Parley that runs on this directory, or was killed on it.
  ///
  /// @throws WrongSetting when there is none
  static Config found(Path data) {
    var file = data.resolve(FILE);
    if (!Files.isReadable(file))
      throw new WrongSetting(
          "parley.data: %s (expected: the data directory of a running Parley, with a readable joining.json; with your own database, start another server instead)"
              .formatted(data));
    return ConfigFactory.parseFile(file.toFile());
  }
}
