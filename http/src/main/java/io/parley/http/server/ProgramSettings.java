package io.parley.http.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// All settings, each source over the one before: defaults, `application.conf`, the file, the
/// environment, `-D` options.
///
/// @param unknown variables that look like settings and are none
record ProgramSettings(Config config, List<String> unknown) {
  ProgramSettings {
    unknown = List.copyOf(unknown);
  }

  /// @param file may be null: no file was given
  /// @throws WrongSetting when the file cannot be read
  static ProgramSettings load(Path file, Map<String, String> environment) {
    var variables = ConfigFactory.empty();
    for (var setting : EnvironmentNames.settings(environment).entrySet())
      variables =
          variables.withValue(
              setting.getKey(),
              ConfigValueFactory.fromAnyRef(
                  setting.getValue(),
                  EnvironmentNames.variable(setting.getKey()).orElse("the environment")));
    var config =
        ConfigFactory.defaultOverrides()
            .withFallback(variables)
            .withFallback(file == null ? ConfigFactory.empty() : read(file))
            .withFallback(ConfigFactory.parseResources("application.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve(ConfigResolveOptions.defaults());
    return new ProgramSettings(config, EnvironmentNames.unknown(environment));
  }

  private static Config read(Path file) {
    if (!Files.isReadable(file))
      throw new WrongSetting("--config: %s (expected: a file that can be read)".formatted(file));
    return ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /// What the library says of a value of the wrong type, as one of our sentences.
  static String sentence(ConfigException wrong) {
    var where = wrong.origin() == null ? "settings" : wrong.origin().description();
    var what = wrong.getMessage();
    var prefix = where + ": ";
    return where + ": " + (what.startsWith(prefix) ? what.substring(prefix.length()) : what);
  }
}
