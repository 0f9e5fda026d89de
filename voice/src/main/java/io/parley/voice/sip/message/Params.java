package io.parley.voice.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parameters of a URI or of a header's value, in order.
public record Params(List<Param> all) {
  public static final Params NONE = new Params(List.of());

  public Params {
    all = List.copyOf(all);
  }

  /// @param name compared without case
  /// @param value as it is written, with quotes where it has them; empty when there is none
  public record Param(String name, String value) {
    @Override
    public String toString() {
      return value.isEmpty() ? name : name + "=" + value;
    }
  }

  /// Without quotes; empty for a parameter without a value.
  public Optional<String> value(String name) {
    for (var param : all)
      if (param.name.equalsIgnoreCase(name)) return Optional.of(unquoted(param.value));
    return Optional.empty();
  }

  public boolean has(String name) {
    return value(name).isPresent();
  }

  /// A number that is not longer than nine digits.
  public Optional<Integer> number(String name) {
    return value(name)
        .filter(text -> !text.isEmpty() && text.length() < 10)
        .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(Integer::valueOf);
  }

  /// With this one, in place of another of the same name.
  ///
  /// @param value written in quotes if it is not a token or an address
  public Params with(String name, String value) {
    var changed = new ArrayList<Param>();
    var own = new Param(name, Chars.VALUE.areAll(value) ? value : quoted(value));
    boolean isIn = false;
    for (var param : all) {
      boolean isSame = param.name.equalsIgnoreCase(name);
      if (!isSame || !isIn) changed.add(isSame ? own : param);
      isIn |= isSame;
    }
    if (!isIn) changed.add(own);
    return new Params(changed);
  }

  /// `;name=value` for each.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var param : all) text.append(';').append(param);
    return text.toString();
  }

  /// As a quoted string.
  public static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') quoted.append('\\');
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  /// The content of a quoted string; anything else is unchanged.
  static String unquoted(String text) {
    if (text.length() < 2 || text.charAt(0) != '"') return text;
    if (text.indexOf('\\') < 0) return text.substring(1, text.length() - 1);
    var plain = new StringBuilder(text.length());
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' && i + 2 < text.length() ? text.charAt(++i) : c);
    }
    return plain.toString();
  }
}
