package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// All settings. Each source overrides the previous ones: defaults, `application.conf`, the file,
/// the environment, `-D` options.
///
/// @param unknown variables that look like settings but are none
record ProgramSettings(Config config, List<String> unknown) {
  private static final Pattern KEY = Pattern.compile("parley(?:\\.[a-z0-9-]++)++");
  private static final Pattern TYPE = Pattern.compile("rather than ([A-Z]+)");
  private static final Pattern SECRET = Pattern.compile("token|secret|password|key|headers");

  ProgramSettings {
    unknown = List.copyOf(unknown);
  }

  /// @param file null if no file was given
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
    var said =
        ConfigFactory.defaultOverrides()
            .withFallback(variables)
            .withFallback(file == null ? ConfigFactory.empty() : read(file));
    var config = complete(said, ConfigFactory.empty(), environment);
    if (config.getString("parley.model.name").equals("scripted"))
      config = complete(said, ConfigFactory.parseResources("load-test.conf"), environment);
    return new ProgramSettings(config, EnvironmentNames.unknown(environment));
  }

  /// @param said settings of the program's caller; @param instead replaces some defaults
  private static Config complete(Config said, Config instead, Map<String, String> environment) {
    return said.withFallback(instead)
        .withFallback(ConfigFactory.parseResources("application.conf"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        // an empty variable counts as not set
        .resolve(ConfigResolveOptions.noSystem().appendResolver(new Variables(environment)));
  }

  private static Config read(Path file) {
    if (!Files.isReadable(file))
      throw new WrongSetting("--config: %s (expected: a file that can be read)".formatted(file));
    return ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /// The library's message about an unreadable value, as one of our sentences.
  static WrongSetting wrong(ConfigException failure, Config config) {
    var key = KEY.matcher(failure.getMessage());
    if (!key.find() || !config.hasPath(key.group())) return new WrongSetting(failure.getMessage());
    var value = SECRET.matcher(key.group()).find() ? "(not shown)" : shown(config, key.group());
    return new WrongSetting(
        EnvironmentNames.named(
            "%s: %s (expected: %s)".formatted(key.group(), value, expected(failure))));
  }

  private static String shown(Config config, String key) {
    return config.getValue(key).render(ConfigRenderOptions.concise());
  }

  private static String expected(ConfigException failure) {
    var type = TYPE.matcher(failure.getMessage());
    if (type.find()) return "a " + type.group(1).toLowerCase(Locale.ROOT);
    return failure.getMessage().contains("duration")
        ? "a duration such as 500ms, 30s or 1h"
        : "a value such as the default's";
  }

  /// `${?NAME}` in the files.
  private record Variables(Map<String, String> environment) implements ConfigResolver {
    @Override
    public ConfigValue lookup(String name) {
      var value = environment.get(name);
      return value == null || value.isBlank()
          ? null
          : ConfigValueFactory.fromAnyRef(value, "variable " + name);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
