package io.parley.core.speech.spoken;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The words of a language that need no rule.
///
/// @param abbreviations as written, with their full words
/// @param units after a number
/// @param money by sign, code and name
/// @param scales large numbers after a figure: "million", "Mio.", with their zeros
/// @param signs `.` `@` `/` `_` `-` in addresses, `&`, `to` in ranges, `by` in sizes, `minus`,
///   `plus`, `number`, `point` and `comma` in decimals
/// @param weekdays in the short form of opening hours
/// @param identified nouns before a number that is a name: "order 1042"
/// @param months twelve times the whole name and short ones
record Lexicon(
    Map<String, String> abbreviations,
    Map<String, Noun> units,
    Map<String, Money> money,
    Map<String, Scale> scales,
    Map<String, String> signs,
    Map<String, String> weekdays,
    List<String> identified,
    List<List<String>> months) {

  /// Reads sections of lines: a heading in brackets, then lines `key = value`.
  static Lexicon of(String text) {
    var sections = new HashMap<String, Map<String, String>>();
    Map<String, String> section = new LinkedHashMap<>();
    for (var line : text.lines().toList()) {
      if (line.startsWith("[")) {
        section = new LinkedHashMap<>();
        sections.put(line.substring(1, line.length() - 1), section);
      } else {
        int at = line.indexOf(" = ");
        if (at < 0) throw new IllegalArgumentException(line + " (expected: key = value)");
        section.put(line.substring(0, at), line.substring(at + 3).strip());
      }
    }
    return new Lexicon(
        Collections.unmodifiableMap(sections.get("abbreviations")),
        units(sections.get("units")),
        money(sections.get("money")),
        scales(sections.get("scales")),
        Map.copyOf(sections.get("signs")),
        withCapitals(sections.get("weekdays")),
        words(sections.get("names").get("identified")),
        words(sections.get("names").get("months")).stream()
            .map(month -> List.of(month.split("/", -1)))
            .toList());
  }

  /// Each of them at the beginning of a line, too: "Lun".
  private static Map<String, String> withCapitals(Map<String, String> lines) {
    var all = new HashMap<>(lines);
    lines.forEach((word, full) -> all.put(Passes.capital(word), full));
    return Map.copyOf(all);
  }

  static List<String> words(String words) {
    return List.of(words.split(" ", -1));
  }

  private static Map<String, Noun> units(Map<String, String> lines) {
    var units = new HashMap<String, Noun>();
    lines.forEach(
        (signs, value) -> {
          var forms = value.split(" \\| ", -1);
          var noun = new Noun(forms[0], forms[forms.length > 1 ? 1 : 0], forms.length > 2);
          words(signs).forEach(sign -> units.put(sign, noun));
        });
    return Map.copyOf(units);
  }

  private static Map<String, Scale> scales(Map<String, String> lines) {
    var scales = new HashMap<String, Scale>();
    lines.forEach(
        (written, value) -> {
          var name = value.substring(0, value.length() - 4);
          int zeros = Character.digit(value.charAt(value.length() - 1), 10);
          scales.put(written, new Scale(name, (long) Math.pow(10, zeros)));
        });
    return Map.copyOf(scales);
  }

  private static Map<String, Money> money(Map<String, String> lines) {
    var money = new HashMap<String, Money>();
    lines.forEach(
        (signs, value) -> {
          var forms = value.split(" \\| ", -1);
          var currency =
              new Money(
                  new Noun(forms[0], forms[1], forms.length > 4),
                  new Noun(forms[2], forms[3], false));
          words(signs).forEach(sign -> money.put(sign, currency));
        });
    return Map.copyOf(money);
  }

  String sign(String name) {
    return signs.get(name);
  }

  /// The number of a month, from 1; 0 if it is none.
  int month(String name) {
    for (int i = 0; i < months.size(); i++)
      if (months.get(i).stream().anyMatch(name::equalsIgnoreCase)) return i + 1;
    return 0;
  }

  String monthName(int month) {
    return months.get(month - 1).getFirst();
  }

  /// A pattern of a month's name; after a short one a point is no full stop.
  String anyMonth() {
    var names = months.stream().map(List::getFirst).toList();
    var shortNames = new ArrayList<String>();
    months.forEach(month -> shortNames.addAll(month.subList(1, month.size())));
    return "(?:(?<month>" + anyOf(names) + ")|(?<short>" + anyOf(shortNames) + ")\\.?)";
  }

  /// The same without groups, which may stand in a pattern more than once.
  String someMonth() {
    return anyMonth().replace("?<month>", "?:").replace("?<short>", "?:");
  }

  /// A pattern's alternatives for these texts, longer ones first.
  static String anyOf(Iterable<String> texts) {
    var all = new ArrayList<String>();
    texts.forEach(all::add);
    return all.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?:", ")"));
  }
}
