package io.parley.outbound.setting;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import io.parley.core.setting.SecretKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One section of the configuration, such as `parley.knowledge`. A missing key or a wrong type
/// causes an [IllegalArgumentException] with the message `key: value (expected: …)`, which does not
/// show values that may be secret.
public final class Section {
  private final Config config;
  private final String path;

  private Section(Config config, String path) {
    this.config = config;
    this.path = path;
  }

  /// @param root the whole resolved configuration; @param path such as `parley.knowledge`
  public static Section of(Config root, String path) {
    return new Section(read(root, path, path, "a section", root::getConfig), path);
  }

  public Section section(String key) {
    return new Section(
        read(config, key, name(key), "a section", config::getConfig), path + "." + key);
  }

  public List<Section> sections(String key) {
    return read(config, key, name(key), "a list of sections", config::getConfigList).stream()
        .map(entry -> new Section(entry, path + "." + key))
        .toList();
  }

  /// The same section, with missing keys read from `defaults`.
  public Section over(Section defaults) {
    return new Section(config.withFallback(defaults.config), path);
  }

  /// The full name of this section, for messages.
  public String name() {
    return path;
  }

  public Set<String> keys() {
    return config.root().keySet();
  }

  public int integer(String key) {
    return read(config, key, name(key), "a whole number", k -> whole(k, config.getInt(k)));
  }

  public long number(String key) {
    return read(config, key, name(key), "a whole number", k -> whole(k, config.getLong(k)));
  }

  /// Bytes.
  public long bytes(String key) {
    return read(config, key, name(key), "a size such as 64 KiB or 32 MiB", config::getBytes);
  }

  public double decimal(String key) {
    return read(config, key, name(key), "a number", config::getDouble);
  }

  public boolean flag(String key) {
    return read(config, key, name(key), "true or false", config::getBoolean);
  }

  public Duration duration(String key) {
    return read(config, key, name(key), "a duration such as 500ms, 3s or 2m", config::getDuration);
  }

  public String text(String key) {
    return read(config, key, name(key), "a text", config::getString);
  }

  /// A text without surrounding blanks, such as a name.
  public String word(String key) {
    return text(key).strip();
  }

  public List<String> texts(String key) {
    return read(config, key, name(key), "a list of texts", config::getStringList);
  }

  /// @return empty when the key is missing, null or blank
  public Optional<String> textIfAny(String key) {
    return config.hasPath(key)
        ? Optional.of(text(key)).filter(t -> !t.isBlank())
        : Optional.empty();
  }

  /// @return empty when the key is missing, null or blank
  public Optional<String> wordIfAny(String key) {
    return textIfAny(key).map(String::strip);
  }

  /// @return empty when the key is missing, null or blank
  public Optional<Double> decimalIfAny(String key) {
    return textIfAny(key).map(_ -> decimal(key));
  }

  /// @return the value as it stands, of any type; empty when the key is missing or null
  public Optional<ConfigValue> valueIfAny(String key) {
    return config.hasPath(key) ? Optional.of(config.getValue(key)) : Optional.empty();
  }

  /// The key's full name, for messages.
  public String name(String key) {
    return path + "." + key;
  }

  /// The library would truncate 1.5 to 1.
  private <T extends Number> T whole(String key, T value) {
    if (config.getDouble(key) != value.doubleValue())
      throw new ConfigException.WrongType(config.origin(), key, "a whole number", "a fraction");
    return value;
  }

  private static <T> T read(
      Config config, String key, String name, String expected, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException.Missing e) {
      throw new IllegalArgumentException(name + ": nothing (expected: " + expected + ")", e);
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s)".formatted(name, found(config, key, name), expected), e);
    }
  }

  /// The value; only its type if it may be or contain a secret.
  private static Object found(Config config, String key, String name) {
    var value = config.getValue(key);
    return switch (value.valueType()) {
      case OBJECT, LIST -> value.valueType();
      case STRING, NUMBER, BOOLEAN, NULL ->
          SecretKeys.contains(name) ? value.valueType() : value.unwrapped();
    };
  }
}
