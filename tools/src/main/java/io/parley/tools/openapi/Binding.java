package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.parley.core.tool.ToolContext;
import java.util.Optional;

/// One value of a request, and where it comes from.
///
/// @param argument the model's name for it
/// @param name in the request
/// @param isJson whether it is sent as a JSON text
/// @param fixed its value, if the model does not give it
record Binding(
    String argument,
    Place place,
    String name,
    Operation.Style style,
    boolean isExploded,
    boolean isJson,
    Optional<JsonNode> fixed) {
  /// In a fixed value: the id of the customer, as the company vouched for it.
  private static final String CUSTOMER = "${customer}";

  /// The place of a value.
  enum Place {
    PATH,
    QUERY,
    HEADER,
    /// A field of the body.
    FIELD,
    /// The whole body.
    BODY
  }

  static Binding of(Operation.Parameter parameter, String argument, Optional<JsonNode> fixed) {
    var place =
        switch (parameter.where()) {
          case PATH -> Place.PATH;
          case QUERY -> Place.QUERY;
          case HEADER -> Place.HEADER;
        };
    return new Binding(
        argument,
        place,
        parameter.name(),
        parameter.style(),
        parameter.isExploded(),
        parameter.isJson(),
        fixed);
  }

  static Binding ofBody(Place place, String name, String argument, Optional<JsonNode> fixed) {
    return new Binding(argument, place, name, Operation.Style.SIMPLE, false, true, fixed);
  }

  /// Missing if the model gave none.
  ///
  /// @throws BadArgument if it needs a customer, and there is none
  JsonNode value(JsonNode arguments, ToolContext context) {
    if (fixed.isEmpty()) return arguments.path(argument);
    if (!fixed.get().isTextual() || !fixed.get().asText().equals(CUSTOMER)) return fixed.get();
    var customer =
        context
            .customer()
            .orElseThrow(
                () -> new BadArgument("the customer is not signed in, so this cannot be done"));
    return TextNode.valueOf(customer);
  }
}
