package io.parley.tools.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Values as parts of addresses and headers (OpenAPI 3.1, "Style Values"; RFC 3986). Nothing that a
/// value holds can end its place: a slash stays within its segment, a line break is refused.
final class Written {
  static final int ADDRESS_MAX = 8_000;

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Written() {}

  static String segment(Binding binding, JsonNode value) {
    var text =
        binding.isJson()
            ? escaped(value.toString())
            : simple(value, binding.isExploded(), Written::escaped);
    if (text.isEmpty()) throw new BadArgument(binding.argument() + " is empty (expected: a value)");
    return text;
  }

  static Optional<String> header(Binding binding, JsonNode value) {
    if (value.isNull()) return Optional.empty();
    var text =
        binding.isJson()
            ? value.toString()
            : simple(value, binding.isExploded(), UnaryOperator.identity());
    if (!text.chars().allMatch(c -> c >= ' ' && c < 127))
      throw new BadArgument(
          binding.argument() + " cannot be sent in a header (expected: one line of ASCII)");
    return Optional.of(text);
  }

  /// Parts such as `name=value`.
  static List<String> query(Binding binding, JsonNode value) {
    var name = escaped(binding.name());
    if (value.isNull()) return List.of();
    if (binding.isJson()) return List.of(name + "=" + escaped(value.toString()));
    if (value.isArray() && binding.isExploded())
      return value.valueStream().map(each -> name + "=" + escaped(text(each))).toList();
    if (value.isArray())
      return value.isEmpty()
          ? List.of()
          : List.of(name + "=" + joined(value, separator(binding.style())));
    if (!value.isObject()) return List.of(name + "=" + escaped(text(value)));
    var parts = new ArrayList<String>();
    for (var field : value.properties()) {
      var key = escaped(field.getKey());
      var text = escaped(text(field.getValue()));
      if (binding.style() == Operation.Style.DEEP) parts.add(name + "%5B" + key + "%5D=" + text);
      else if (binding.isExploded()) parts.add(key + "=" + text);
      else parts.add(key + "," + text);
    }
    boolean isWhole = binding.style() == Operation.Style.DEEP || binding.isExploded();
    return isWhole || parts.isEmpty() ? parts : List.of(name + "=" + String.join(",", parts));
  }

  private static String separator(Operation.Style style) {
    return switch (style) {
      case SPACE -> "%20";
      case PIPE -> "%7C";
      case SIMPLE, FORM, DEEP -> ",";
    };
  }

  private static String joined(JsonNode list, String separator) {
    return String.join(separator, list.valueStream().map(each -> escaped(text(each))).toList());
  }

  private static String simple(JsonNode value, boolean isExploded, UnaryOperator<String> escape) {
    if (value.isArray())
      return String.join(",", value.valueStream().map(each -> escape.apply(text(each))).toList());
    if (!value.isObject()) return escape.apply(text(value));
    var between = isExploded ? "=" : ",";
    return String.join(
        ",",
        value.properties().stream()
            .map(
                field ->
                    escape.apply(field.getKey()) + between + escape.apply(text(field.getValue())))
            .toList());
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /// Percent-encoded, but for unreserved characters.
  static String escaped(String text) {
    var escaped = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      if (UNRESERVED.indexOf(b) >= 0) escaped.append((char) b);
      else escaped.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
    }
    return escaped.toString();
  }

  /// Servers and proxies differ in when they decode: no segment may lead upwards in either reading.
  ///
  /// @throws BadArgument if one does
  static void checkPath(String path) {
    var decoded =
        path.toLowerCase(Locale.ROOT).replace("%2f", "/").replace("%5c", "/").replace("%2e", ".");
    for (var segment : decoded.split("/", -1))
      if (segment.equals(".") || segment.equals(".."))
        throw new BadArgument("a part of the path is '.' or '..' (expected: a value)");
  }
}
