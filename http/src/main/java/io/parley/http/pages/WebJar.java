package io.parley.http.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// A browser library from its WebJar, without the version in its addresses.
final class WebJar {
  /// Plain names between single slashes: nothing that leads out of the library.
  private static final Pattern PATH =
      Pattern.compile("^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*+/)*+[A-Za-z0-9_-][A-Za-z0-9._-]*+");

  /// Longer than any library's.
  private static final int PATH_MAX = 200;

  private final String root;
  private final Map<String, WebFile> read = new ConcurrentHashMap<>();

  private WebJar(String root) {
    this.root = root;
  }

  /// @param group of the artifact, such as `org.webjars.npm`
  static WebJar open(String group, String name) {
    var properties = new Properties();
    try (var in = resource("META-INF/maven/%s/%s/pom.properties".formatted(group, name))) {
      if (in == null) throw new IllegalStateException("the WebJar " + name + " is not there");
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the WebJar " + name + " cannot be read", e);
    }
    var version = properties.getProperty("version");
    return new WebJar("META-INF/resources/webjars/%s/%s/".formatted(name, version));
  }

  /// @param path within the library
  Optional<WebFile> find(String path) {
    if (path.length() > PATH_MAX || !PATH.matcher(path).matches() || !WebFile.isKnown(path))
      return Optional.empty();
    // missing names are not cached: their number is unlimited
    return Optional.ofNullable(read.computeIfAbsent(path, this::load));
  }

  private WebFile load(String path) {
    try (var in = resource(root + path)) {
      return in == null ? null : WebFile.of(path, in.readAllBytes(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("a WebJar's file cannot be read", e);
    }
  }

  private static InputStream resource(String name) {
    return WebJar.class.getClassLoader().getResourceAsStream(name);
  }
}
