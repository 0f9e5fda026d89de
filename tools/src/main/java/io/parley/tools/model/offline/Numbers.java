package io.parley.tools.model.offline;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Numbers of orders and tickets in what people write.
final class Numbers {
  private static final Pattern TICKET = Pattern.compile("\\b[tT]\\s?-?\\s?(\\d{3,12})\\b");

  /// Four digits and more. A year, a price, a size or a part of a longer number (a telephone, a
  /// date) does not count, unless the text calls it a number.
  private static final Pattern ORDER =
      Pattern.compile(
          "(?<![\\w.,:/€$£+-])#?(\\d{4,10})(?![\\w/-])(?![.,:]\\d)(?!\\s?(?:€|eur|cm|mm|km|gram))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
  private static final Pattern CALLED =
      Pattern.compile(
          "(?:order|number|nr|no\\.?|#)\\W{0,3}(?:is\\s)?#?$", Pattern.CASE_INSENSITIVE);

  /// At least as long as any match of CALLED.
  private static final int CALLED_MAX = 20;

  /// Words around a bare number that ask for nothing: `it's #1042`.
  private static final Pattern FILLER =
      Pattern.compile(
          "(?i)\\b(it['’]?s|it|is|its|that['’]?s|the|my|an?|one|order|ticket|number|numbers|nr|no|id|here|and|or|sorry|please|pls|yes|ok|okay|sure|hi|hello|of"
              + " course)\\b");

  private Numbers() {}

  static List<String> tickets(String text) {
    return TICKET
        .matcher(SpokenNumbers.written(text))
        .results()
        .map(match -> "T-" + match.group(1))
        .distinct()
        .toList();
  }

  static List<String> orders(String said) {
    var text = SpokenNumbers.written(said);
    int spoken = text.strip().length();
    return ORDER
        .matcher(text)
        .results()
        .filter(match -> !isYear(text, spoken, match))
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  /// Whether the text only names numbers.
  static boolean only(String text) {
    if (orders(text).isEmpty() && tickets(text).isEmpty()) return false;
    var rest = TICKET.matcher(SpokenNumbers.written(text)).replaceAll("").replaceAll("\\d+", "");
    return FILLER.matcher(rest).replaceAll("").codePoints().noneMatch(Character::isLetter);
  }

  /// A ticket's number, also when somebody who was asked for it leaves out the letter.
  static List<String> ticketsAskedFor(String text) {
    var named = tickets(text);
    return named.isEmpty() ? orders(text).stream().map(number -> "T-" + number).toList() : named;
  }

  /// @param spoken how many characters the text has without the blanks around it
  private static boolean isYear(String text, int spoken, MatchResult match) {
    if (!YEAR.matcher(match.group(1)).matches()) return false;
    if (spoken == match.group().length() || match.group().startsWith("#")) return false;
    int end = match.start();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) end--;
    return !CALLED.matcher(text.substring(Math.max(0, end - CALLED_MAX), end)).find();
  }
}
