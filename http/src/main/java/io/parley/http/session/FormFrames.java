package io.parley.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolForm;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.sessions.FormShown;

/// Frames of a tool's questions, and of the replies to them.
final class FormFrames {
  private static final int ID_MAX = 64;
  private static final int NAME_MAX = 100;

  private FormFrames() {}

  static ObjectNode shown(ObjectNode frame, FormShown shown) {
    frame.put("form", shown.id()).put("call", shown.call());
    shown.form().ifPresent(form -> form(frame, form));
    return frame;
  }

  private static void form(ObjectNode frame, ToolForm form) {
    frame.put("message", form.message());
    var fields = frame.putArray("fields");
    for (var field : form.fields()) {
      var shown =
          fields
              .addObject()
              .put("name", field.name())
              .put("kind", JsonText.word(field.kind()))
              .put("title", field.title())
              .put("required", field.required());
      field.initial().ifPresent(initial -> shown.put("initial", initial));
      if (field.choices().isEmpty()) continue;
      var choices = shown.putArray("choices");
      for (var choice : field.choices())
        choices.addObject().put("value", choice.value()).put("title", choice.title());
    }
  }

  /// Whether the values fit the form is the asking tool's to say, which has the form.
  static ClientFrame fill(Fields fields) {
    var form = fields.text("form", ID_MAX);
    return switch (fields.text("action", ID_MAX)) {
      case "accept" -> new ClientFrame.Fill(form, accepted(fields));
      case "decline" ->
          new ClientFrame.Fill(form, new FormReply(FormReply.Action.DECLINE, Json.EMPTY_OBJECT));
      default -> throw new Malformed("unknown action (expected: accept or decline)");
    };
  }

  private static FormReply accepted(Fields fields) {
    var content = fields.value("content").orElseGet(JsonText::object);
    if (!(content instanceof ObjectNode values) || values.size() > ToolForm.FIELDS_MAX)
      throw new Malformed(
          "content is no object of at most %d values (expected: {…})"
              .formatted(ToolForm.FIELDS_MAX));
    for (var value : values.properties())
      if (value.getKey().length() > NAME_MAX || !isValue(value.getValue()))
        throw new Malformed(
            "a value of content is of another form (expected: a number, true, false or a text of at"
                + " most %d characters)".formatted(ToolForm.TEXT_MAX));
    return new FormReply(FormReply.Action.ACCEPT, new Json(JsonText.write(values)));
  }

  private static boolean isValue(JsonNode value) {
    return value.isNumber()
        || value.isBoolean()
        || (value.isTextual() && value.textValue().length() <= ToolForm.TEXT_MAX);
  }
}
