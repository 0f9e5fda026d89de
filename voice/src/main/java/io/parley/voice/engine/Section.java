package io.parley.voice.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One section of the configuration. What is missing, of another type or out of bounds becomes an
/// [IllegalArgumentException] with the sentence `key: value (expected: …)`.
record Section(Config config, String path) {
  Section section(String key) {
    return new Section(read(key, "a section", config::getConfig), name(key));
  }

  Set<String> keys() {
    return config.root().keySet();
  }

  String text(String key) {
    return read(key, "a text", config::getString).strip();
  }

  /// @return empty when nothing is there
  Optional<String> textIfAny(String key) {
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  List<String> texts(String key) {
    return read(key, "a list of texts", config::getStringList);
  }

  int integer(String key) {
    return read(key, "a whole number", config::getInt);
  }

  long number(String key) {
    return read(key, "a whole number", config::getLong);
  }

  double decimal(String key) {
    return read(key, "a number", config::getDouble);
  }

  Duration duration(String key) {
    return read(key, "a duration such as 500ms, 3s or 2m", config::getDuration);
  }

  /// The key's full name, for messages.
  String name(String key) {
    return path + "." + key;
  }

  static void positive(String name, Duration value) {
    require(value.isPositive(), name, value.toMillis() + "ms", "> 0ms");
  }

  static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) throw wrong(name, value, expected);
  }

  static IllegalArgumentException wrong(String name, Object value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
  }

  private <T> T read(String key, String expected, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException.Missing e) {
      throw new IllegalArgumentException(
          "%s: nothing (expected: %s)".formatted(name(key), expected), e);
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s)".formatted(name(key), found(key), expected), e);
    }
  }

  /// What stands there; only its kind when it may be a secret.
  private Object found(String key) {
    var value = config.getValue(key);
    return key.contains("key") ? value.valueType() : value.unwrapped();
  }
}
