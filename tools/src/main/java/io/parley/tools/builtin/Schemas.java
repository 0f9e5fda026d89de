package io.parley.tools.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.tool.Json;
import io.parley.tools.json.Jackson;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Arguments of the built-in tools: JSON Schemas stored next to the code.
final class Schemas {
  private Schemas() {}

  /// The schema of `/tools/<name>.json`.
  static Json of(String tool) {
    try (var in = Schemas.class.getResourceAsStream("/tools/" + tool + ".json")) {
      if (in == null) throw new IllegalStateException("no schema for the tool " + tool);
      return Jackson.json(Jackson.tree(new Json(new String(in.readAllBytes(), UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException("the schema of the tool " + tool, e);
    }
  }
}
