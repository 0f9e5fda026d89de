package io.parley.tools.model.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.json.Jackson;
import java.util.Map;
import java.util.Optional;

/// A request as it came in.
///
/// @param target path and query
/// @param headers by their names in lower case
public record Received(String method, String target, Map<String, String> headers, String body) {
  public Received {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// @throws AssertionError when the body is no JSON
  public JsonNode json() {
    return Jackson.parse(body).orElseThrow(() -> new AssertionError("no JSON: " + body));
  }
}
