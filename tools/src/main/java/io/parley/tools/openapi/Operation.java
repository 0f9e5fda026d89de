package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.source.OutsideText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An operation of a service, as its document describes it.
///
/// @param id its `operationId`; may be empty
/// @param method such as `GET`
/// @param path with parameters in braces
record Operation(
    String id,
    String method,
    String path,
    String summary,
    String description,
    List<Parameter> parameters,
    Optional<Body> body) {
  private static final int DESCRIPTION_MAX = 1000;

  /// @param isJson whether its value is a JSON text
  /// @param schema with the description
  record Parameter(
      String name,
      Where where,
      boolean isRequired,
      Style style,
      boolean isExploded,
      boolean isJson,
      ObjectNode schema) {}

  /// @param type of the content, such as `application/json`
  record Body(boolean isRequired, String type, ObjectNode schema) {}

  /// The place of a value in a request. Cookies are not sent.
  enum Where {
    PATH,
    QUERY,
    HEADER;

    static Optional<Where> of(String in) {
      return switch (in) {
        case "path" -> Optional.of(PATH);
        case "query" -> Optional.of(QUERY);
        case "header" -> Optional.of(HEADER);
        default -> Optional.empty();
      };
    }
  }

  /// How lists and objects are written (OpenAPI 3.1, "Style Values").
  enum Style {
    SIMPLE,
    FORM,
    SPACE,
    PIPE,
    DEEP;

    static Optional<Style> of(String name, Where where) {
      return switch (name) {
        case "" -> Optional.of(where == Where.QUERY ? FORM : SIMPLE);
        case "simple" -> Optional.of(SIMPLE);
        case "form" -> Optional.of(FORM);
        case "spaceDelimited" -> Optional.of(SPACE);
        case "pipeDelimited" -> Optional.of(PIPE);
        case "deepObject" -> Optional.of(DEEP);
        default -> Optional.empty();
      };
    }
  }

  boolean isReading() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /// `findCustomer` becomes `find_customer`; without an id, method and path count.
  String snakeName() {
    var from = id.isEmpty() ? method.toLowerCase(Locale.ROOT) + "_" + path : id;
    var name = new StringBuilder();
    for (int i = 0; i < from.length(); i++) {
      char c = from.charAt(i);
      boolean isPlain = c < 128 && Character.isLetterOrDigit(c);
      boolean isWord =
          isPlain && Character.isUpperCase(c) && i > 0 && Character.isLowerCase(from.charAt(i - 1));
      boolean isGap = !isPlain || isWord;
      if (isGap && !name.isEmpty() && name.charAt(name.length() - 1) != '_') name.append('_');
      if (isPlain) name.append(Character.toLowerCase(c));
    }
    while (!name.isEmpty() && name.charAt(name.length() - 1) == '_')
      name.setLength(name.length() - 1);
    return name.isEmpty() ? "call" : name.toString();
  }

  /// A text of the document for the model: without invisible characters, and not too long.
  static String shortened(String text) {
    return OutsideText.cut(OutsideText.visible(text), DESCRIPTION_MAX);
  }
}
