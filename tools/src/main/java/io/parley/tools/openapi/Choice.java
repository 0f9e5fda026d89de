package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.tools.source.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An operation that the definition chooses, and how it is shown to the model.
///
/// @param operation its `operationId`, or `GET /path` as in the document
/// @param name of the tool, in place of the operation's
/// @param description in place of the document's
/// @param fixed values of parameters and of the body's fields that the model does not see
/// @param rename names of arguments, by those of parameters and of the body's fields
/// @param nested whether the body is one argument, not one for each of its fields
/// @param answer the part of the answer that the model sees
/// @param reads whether it only reads; empty: by its method
/// @param approval whether a person must agree; empty: by the source's settings
/// @param idempotencyHeader the header whose value names an effect that happens once
/// @param lookUp how the effect is found
/// @param pages how further pages are got
record Choice(
    String operation,
    Optional<String> name,
    Optional<String> description,
    Map<String, JsonNode> fixed,
    Map<String, String> rename,
    boolean nested,
    Projection answer,
    Optional<Boolean> reads,
    Optional<Boolean> approval,
    Optional<String> idempotencyHeader,
    Optional<LookUp> lookUp,
    Optional<Pages> pages) {
  private static final Set<String> KEYS =
      Set.of(
          "operation",
          "name",
          "description",
          "fixed",
          "rename",
          "nested",
          "answer",
          "reads",
          "approval",
          "idempotencyHeader",
          "lookUp",
          "pages");

  /// The effect of a call is found by another operation.
  ///
  /// @param operation one that reads
  /// @param arguments of it: `key` is the idempotency key, a JSON Pointer points into the call's
  ///   arguments
  /// @param found points to something in the answer that is there, and no empty list, if the effect
  ///   is
  /// @param isFinal whether what is not found will not come any more
  record LookUp(
      String operation, Map<String, String> arguments, Optional<String> found, boolean isFinal) {
    private static final Set<String> KEYS = Set.of("operation", "arguments", "found", "final");

    private static LookUp of(Fields json) {
      return new LookUp(
          json.text("operation").orElseThrow(() -> json.wrong("operation", "one that reads")),
          json.texts("arguments"),
          pointer(json, "found"),
          json.flag("final", false));
    }
  }

  /// How further pages are got.
  ///
  /// @param by the kind
  /// @param parameter of the query, for the cursor or the page's number
  /// @param cursor points to the next cursor in an answer
  /// @param items points to the list in an answer; empty: the answer is the list
  /// @param max pages of one call
  record Pages(By by, String parameter, String cursor, String items, int max) {
    /// The kind.
    enum By {
      /// `Link` headers with `rel=next` (RFC 8288).
      LINK,
      /// A value of each answer, for a parameter of the next request.
      CURSOR,
      /// A parameter that counts from 1, until a page has no items.
      NUMBER
    }

    private static final Set<String> KEYS = Set.of("by", "parameter", "cursor", "items", "max");

    private static Pages of(Fields json) {
      var by = json.choice("by", By.class, By.LINK);
      var parameter = json.text("parameter");
      if (by != By.LINK && parameter.isEmpty())
        throw json.wrong("parameter", "the parameter of the query");
      var cursor = pointer(json, "cursor");
      if (by == By.CURSOR && cursor.isEmpty())
        throw json.wrong("cursor", "a JSON Pointer to the next cursor");
      return new Pages(
          by,
          parameter.orElse(""),
          cursor.orElse(""),
          pointer(json, "items").orElse(""),
          json.number("max", 5, 1, 100));
    }
  }

  /// An operation without settings of its own.
  static Choice of(String operation) {
    return new Choice(
        operation,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        Projection.ALL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static List<Choice> all(Fields json) {
    return json.elements("operations").stream()
        .map(each -> each.isTextual() ? of(each.asText()) : of(new Fields(each, PATH, KEYS)))
        .toList();
  }

  private static final String PATH = "settings.operations";

  private static Choice of(Fields json) {
    var fixed = new HashMap<String, JsonNode>();
    json.object("fixed").properties().forEach(each -> fixed.put(each.getKey(), each.getValue()));
    var header = json.text("idempotencyHeader");
    if (header.filter(name -> !Definition.isHeader(name)).isPresent())
      throw json.wrong("idempotencyHeader", "a header's name");
    return new Choice(
        json.text("operation")
            .orElseThrow(() -> json.wrong("operation", "an operationId, or GET /path")),
        json.text("name"),
        json.text("description"),
        Map.copyOf(fixed),
        json.texts("rename"),
        json.flag("nested", false),
        Projection.of(json.value("answer"), expected -> json.wrong("answer", expected)),
        flag(json, "reads"),
        flag(json, "approval"),
        header,
        json.part("lookUp", LookUp.KEYS).map(LookUp::of),
        json.part("pages", Pages.KEYS).map(Pages::of));
  }

  private static Optional<Boolean> flag(Fields json, String key) {
    return json.has(key) ? Optional.of(json.flag(key, false)) : Optional.empty();
  }

  private static Optional<String> pointer(Fields json, String key) {
    var text = json.text(key);
    if (text.filter(each -> !each.startsWith("/") || !Paging.isPointer(each)).isPresent())
      throw json.wrong(key, "a JSON Pointer such as /items");
    return text;
  }
}
