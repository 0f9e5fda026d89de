package io.parley.conventions.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks a regular expression for constructs that `java.util.regex` handles badly:
///
/// - a group with an unbounded, not possessive repetition is matched by recursion;
/// - a repetition within such a group, or beside another of the same characters, is tried in every
///   combination, unless it is possessive.
///
/// Parses only the necessary syntax; anything else counts as one character.
final class Shape {
  /// One character of each kind that patterns tell apart.
  private static final String SAMPLES =
      " \t\n\r"
          + "\u0085\u00a0\u2028aAzZ019_-+.,;:!?/\\()[]{}<>\"'`*#@&%$|~^=\u00e9\u00c9\u4f60\u0301\u200b€";

  /// @param element its expression without a quantifier; for a group, with its content
  /// @param isOptional may match nothing
  private record Item(
      String element,
      boolean isGroup,
      boolean isUnbounded,
      boolean isPossessive,
      boolean isOptional) {
    boolean takes(char c) {
      return Pattern.compile(element, Pattern.DOTALL).matcher(String.valueOf(c)).matches();
    }

    boolean sharesWith(Item other) {
      return SAMPLES.chars().anyMatch(c -> takes((char) c) && other.takes((char) c));
    }
  }

  private final String regex;
  private int at;
  private Optional<String> fault = Optional.empty();

  private Shape(String regex) {
    this.regex = regex;
  }

  /// The fault of the expression, if it has one.
  static Optional<String> fault(String regex) {
    var shape = new Shape(regex);
    shape.alternatives(false);
    return shape.fault;
  }

  private void alternatives(boolean isRepeated) {
    var sequence = new ArrayList<Item>();
    while (at < regex.length() && regex.charAt(at) != ')') {
      if (regex.charAt(at) == '|') {
        at++;
        sequence.clear();
        continue;
      }
      var item = item(isRepeated);
      if (item.isEmpty()) continue;
      if (isRepeated && item.get().isUnbounded() && !item.get().isPossessive())
        found("a repetition within a repeated group: " + item.get().element());
      beside(sequence, item.get());
      sequence.add(item.get());
    }
  }

  /// Looks back over optional parts and parts of the same characters.
  private void beside(List<Item> sequence, Item item) {
    if (!item.isUnbounded() || item.isGroup()) return;
    var between = new ArrayList<Item>();
    for (var before : sequence.reversed()) {
      if (before.isGroup()) return;
      if (before.isUnbounded()
          && !before.isPossessive()
          && before.sharesWith(item)
          && between.stream().allMatch(before::sharesWith))
        found("two repetitions that share characters: " + before.element() + ", " + item.element());
      if (before.isOptional()) continue;
      if (!before.sharesWith(item)) return;
      between.add(before);
    }
  }

  private void found(String what) {
    if (fault.isEmpty()) fault = Optional.of(what);
  }

  /// An element with its quantifier; empty if it matches no character.
  private Optional<Item> item(boolean isRepeated) {
    int from = at;
    boolean isGroup = false;
    boolean isNothing = false;
    int inside = -1;
    switch (regex.charAt(at)) {
      case '\\' -> isNothing = escape();
      case '[' -> set();
      case '^', '$' -> {
        at++;
        isNothing = true;
      }
      case '(' -> {
        isGroup = true;
        inside = at;
        group(isRepeated);
      }
      default -> at++;
    }
    var element = regex.substring(from, at);
    if (isNothing) return Optional.empty();
    int quantifier = at;
    boolean isUnbounded = false;
    boolean isOptional = false;
    boolean isPossessive = false;
    if (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
      var bounds = bounds();
      isUnbounded = bounds.equals("*") || bounds.equals("+") || bounds.endsWith(",}");
      isOptional = bounds.equals("*") || bounds.equals("?") || bounds.startsWith("{0");
      if (at < regex.length() && "+?".indexOf(regex.charAt(at)) >= 0)
        isPossessive = regex.charAt(at++) == '+';
    }
    if (isGroup && isUnbounded) {
      if (!isPossessive)
        found("a repeated group that is not possessive: " + regex.substring(from, at));
      int end = at;
      at = inside;
      group(true);
      at = end;
    }
    if (at == quantifier && isGroup && isLook(element)) return Optional.empty();
    return Optional.of(new Item(element, isGroup, isUnbounded, isPossessive, isOptional));
  }

  private static boolean isLook(String group) {
    return group.startsWith("(?=")
        || group.startsWith("(?!")
        || group.startsWith("(?<=")
        || group.startsWith("(?<!");
  }

  private String bounds() {
    int from = at;
    if (regex.charAt(at) == '{') at = regex.indexOf('}', at);
    at++;
    return regex.substring(from, at);
  }

  private void group(boolean isRepeated) {
    at++;
    if (at < regex.length() && regex.charAt(at) == '?') {
      at++;
      if (regex.startsWith("<", at) && !regex.startsWith("<=", at) && !regex.startsWith("<!", at))
        at = regex.indexOf('>', at) + 1;
      else if (regex.startsWith("<", at)) at += 2;
      else {
        // flags alone end with the group
        while (Character.isLetter(regex.charAt(at)) || regex.charAt(at) == '-') at++;
        if (regex.charAt(at) != ')') at++;
      }
    }
    alternatives(isRepeated);
    at++;
  }

  private void set() {
    int depth = 0;
    do {
      switch (regex.charAt(at)) {
        case '\\' -> escape();
        case '[' -> {
          depth++;
          at++;
          if (regex.startsWith("^", at)) at++;
        }
        case ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0);
  }

  /// @return whether it matches no character
  private boolean escape() {
    char kind = regex.charAt(at + 1);
    at += 2;
    switch (kind) {
      case 'Q' -> {
        int end = regex.indexOf("\\E", at);
        at = end < 0 ? regex.length() : end + 2;
      }
      case 'p', 'P', 'k' -> {
        if (regex.startsWith("{", at) || regex.startsWith("<", at))
          at = regex.indexOf(kind == 'k' ? '>' : '}', at) + 1;
        else at++;
      }
      case 'x' -> at = regex.startsWith("{", at) ? regex.indexOf('}', at) + 1 : at + 2;
      case 'u' -> at += 4;
      default -> {}
    }
    return "bBAGzZ".indexOf(kind) >= 0;
  }
}
