package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.ToolContext;
import io.parley.tools.json.Jackson;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request without its credentials.
///
/// @param type of the body, if there is one
/// @param body empty if there is none
record Outgoing(
    String method, URI uri, Map<String, String> headers, String type, Optional<JsonNode> body) {

  /// @param arguments fit the tool's schema
  /// @throws BadArgument if a value cannot be sent
  static Outgoing of(HttpTool tool, URI server, JsonNode arguments, ToolContext context) {
    var operation = tool.operation();
    var path = operation.path();
    var query = new ArrayList<String>();
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", "application/json, text/*;q=0.5");
    tool.keyHeader().ifPresent(name -> headers.put(name, context.idempotencyKey()));
    Optional<JsonNode> body = Optional.empty();
    for (var binding : tool.bindings()) {
      var value = binding.value(arguments, context);
      if (value.isMissingNode()) continue;
      switch (binding.place()) {
        case PATH ->
            path = path.replace("{" + binding.name() + "}", Written.segment(binding, value));
        case QUERY -> query.addAll(Written.query(binding, value));
        case HEADER ->
            Written.header(binding, value).ifPresent(text -> headers.put(binding.name(), text));
        case BODY -> body = Optional.of(value);
        case FIELD -> {
          var fields = body.map(ObjectNode.class::cast).orElseGet(Jackson::object);
          fields.set(binding.name(), value);
          body = Optional.of(fields);
        }
      }
    }
    var type = operation.body().map(Operation.Body::type).orElse("application/json");
    // a body that is required but has no field set is an empty object
    if (body.isEmpty() && operation.body().filter(Operation.Body::isRequired).isPresent())
      body = Optional.of(Jackson.object());
    return new Outgoing(
        operation.method(), uri(server, path, query), Map.copyOf(headers), type, body);
  }

  /// The same request for another page.
  Outgoing at(URI other) {
    return new Outgoing(method, other, headers, type, body);
  }

  private static URI uri(URI server, String path, List<String> query) {
    if (path.contains("{")) throw new BadArgument("a part of the path has no value");
    Written.checkPath(path);
    var text = server + path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    if (text.length() > Written.ADDRESS_MAX)
      throw new BadArgument(
          "the arguments are too long for an address (expected: %d characters in all)"
              .formatted(Written.ADDRESS_MAX));
    return URI.create(text);
  }

  /// With another value of a parameter of the query.
  static URI with(URI uri, String parameter, String value) {
    var parts = new ArrayList<String>();
    var name = Written.escaped(parameter) + "=";
    var query = uri.getRawQuery();
    if (query != null)
      for (var part : query.split("&", -1)) if (!part.startsWith(name)) parts.add(part);
    parts.add(name + Written.escaped(value));
    var text = uri.toString();
    int end = text.indexOf('?');
    return URI.create((end < 0 ? text : text.substring(0, end)) + "?" + String.join("&", parts));
  }
}
