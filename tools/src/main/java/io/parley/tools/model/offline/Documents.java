package io.parley.tools.model.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.json.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// The JSON files that a company supplies: on the class path, or at a `file:` URI.
final class Documents {
  private Documents() {}

  /// @throws IllegalArgumentException when there is no such file or it is not JSON
  static JsonNode read(String key, String where) {
    return Jackson.parse(text(key, where))
        .orElseThrow(
            () -> new IllegalArgumentException(key + ": " + where + " (expected: a JSON file)"));
  }

  private static String text(String key, String where) {
    try {
      if (where.startsWith("file:")) return Files.readString(Path.of(URI.create(where)));
      try (var in = Documents.class.getResourceAsStream("/" + where)) {
        if (in != null) return new String(in.readAllBytes(), UTF_8);
      }
      throw new IllegalArgumentException(
          key + ": " + where + " (expected: a resource on the class path, or a file: URI)");
    } catch (IOException e) {
      throw new UncheckedIOException(key + ": " + where + " (expected: a readable file)", e);
    }
  }
}
