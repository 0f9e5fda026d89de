package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolForm.Choice;
import io.parley.core.tool.ToolForm.Field;
import io.parley.core.tool.ToolForm.Kind;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.rpc.RpcCodec;
import io.parley.tools.source.OutsideText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A server's form: flat, of texts, numbers, yes or no, and choices of one (MCP, "Elicitation").
record RequestedForm(ToolForm form) {
  private static final int MESSAGE_MAX = 1000;
  private static final int TITLE_MAX = 200;
  private static final int NAME_MAX = 100;

  /// @param params of `elicitation/create`
  /// @return empty for a form that cannot be shown: of other kinds of fields, or too large
  static Optional<RequestedForm> of(ObjectNode params) {
    var schema = params.path("requestedSchema");
    if (schema.path("properties").size() > ToolForm.FIELDS_MAX) return Optional.empty();
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    var fields = new ArrayList<Field>();
    for (var property : schema.path("properties").properties()) {
      var field = field(property.getKey(), property.getValue(), required.remove(property.getKey()));
      if (field.isEmpty()) return Optional.empty();
      fields.add(field.get());
    }
    // of fields that it does not have
    if (!required.isEmpty()) return Optional.empty();
    var message = OutsideText.cut(params.path("message").asText(""), MESSAGE_MAX);
    return Optional.of(new RequestedForm(new ToolForm(OutsideText.visible(message), fields)));
  }

  private static Optional<Field> field(String name, JsonNode schema, boolean required) {
    var choices = choices(schema);
    var kind =
        switch (schema.path("type").asText("")) {
          case "string" -> choices.isEmpty() ? Kind.TEXT : Kind.CHOICE;
          case "number" -> Kind.NUMBER;
          case "integer" -> Kind.INTEGER;
          case "boolean" -> Kind.BOOLEAN;
          default -> null;
        };
    if (kind == null || name.length() > NAME_MAX || choices.size() > ToolForm.CHOICES_MAX)
      return Optional.empty();
    var title = schema.path("title").asText(name);
    var description = schema.path("description").asText("");
    var shown = description.isBlank() ? title : title + " (" + description + ")";
    var initial = Optional.of(schema.path("default")).filter(JsonNode::isValueNode);
    return Optional.of(
        new Field(
            name,
            kind,
            line(shown),
            required,
            choices,
            initial.map(value -> OutsideText.cut(value.asText(), ToolForm.TEXT_MAX))));
  }

  private static String line(String text) {
    return OutsideText.line(OutsideText.cut(text, TITLE_MAX));
  }

  private static List<Choice> choices(JsonNode schema) {
    var choices = new ArrayList<Choice>();
    var names = schema.path("enumNames");
    for (var value : schema.path("enum"))
      choices.add(
          new Choice(value.asText(), line(names.path(choices.size()).asText(value.asText()))));
    for (var value : schema.path("oneOf")) {
      var constant = value.path("const").asText("");
      choices.add(new Choice(constant, line(value.path("title").asText(constant))));
    }
    return choices;
  }

  /// The values that the form has fields for; empty if one is missing or does not fit.
  Optional<ObjectNode> content(Json given) {
    var values = Jackson.tree(given);
    var content = RpcCodec.object();
    for (var field : form.fields()) {
      var value = values.path(field.name());
      boolean isLeftOut = value.isMissingNode() || value.asText().isBlank();
      if (isLeftOut && field.required()) return Optional.empty();
      if (isLeftOut) continue;
      if (!fits(field, value)) return Optional.empty();
      content.set(field.name(), value);
    }
    return Optional.of(content);
  }

  private static boolean fits(Field field, JsonNode value) {
    return switch (field.kind()) {
      case TEXT -> value.isTextual() && value.asText().length() <= ToolForm.TEXT_MAX;
      case NUMBER -> value.isNumber();
      case INTEGER -> value.isIntegralNumber();
      case BOOLEAN -> value.isBoolean();
      case CHOICE ->
          value.isTextual()
              && field.choices().stream().anyMatch(choice -> choice.value().equals(value.asText()));
    };
  }
}
