package io.parley.core.speech.spoken;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Names that are written with digits and signs: addresses, codes, telephone and order numbers.
/// They are read sign by sign, with short pauses.
final class Identifiers {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}])(?:https?://|mailto:)?(?:www\\.)?"
              + "(?<host>(?:[\\p{L}\\p{Nd}._+-]{1,64}@)?(?:[\\p{L}\\p{Nd}-]{1,63}\\.){1,10}[a-zA-Z]{2,12})"
              + "(?![\\p{L}\\p{Nd}])(?<path>/[^\\s,;!)>\\]\"]{0,500}+)?");
  private static final Pattern PATH_END = Pattern.compile("(?<![./?])[./?]{1,9}+$");
  private static final Pattern MARK = Pattern.compile("[.@/_+-]");
  private static final Pattern FIGURES = Pattern.compile("[0-9]+");

  /// A longer path is left to the page.
  private static final int PATH_MAX = 24;

  private static final Pattern IBAN =
      Pattern.compile(
          "(?<![\\p{L}0-9])[A-Z]{2}[0-9]{2}(?: [0-9A-Z]{4}){3,7}(?:"
              + " [0-9A-Z]{1,3})?(?![\\p{L}0-9])");
  private static final Pattern HASHED =
      Pattern.compile("(?<![\\p{L}0-9])# ?([0-9]{2,20})(?![0-9])");
  private static final Pattern NUMBER_SIGN =
      Pattern.compile(
          "(?<![\\p{L}0-9])(?:[nN]o\\.|[nN]r\\.|[nN]úm\\.|[nN]\\.?[°º]|#)"
              + " ?(?=[\\p{Lu}-]{0,8}[0-9])");

  // letters and digits in one word, perhaps with dashes: PL-10293, A7K9
  private static final Pattern CODE =
      Pattern.compile(
          "(?<![\\p{L}0-9])(?=[\\p{Lu}0-9-]{0,100}[0-9])(?=[0-9-]{0,100}\\p{Lu})"
              + "[\\p{Lu}0-9]{1,40}(?:-[\\p{Lu}0-9]{1,40}){0,8}(?![\\p{L}0-9]|-\\p{L})");
  private static final Pattern WORD = Pattern.compile("\\p{Lu}{5}");
  private static final Pattern PHONE =
      Pattern.compile(
          "(?<![\\p{L}0-9.,:/-])(?:\\+[0-9][0-9 /()-]{5,30}[0-9]|0[0-9][0-9"
              + " /()-]{3,30}[0-9]|(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}|\\([0-9]{3}\\)"
              + " ?[0-9]{3}-[0-9]{4}|[0-9]{3}-[0-9]{4})(?![\\p{L}0-9]|[.,:/-][0-9])");
  private static final int PHONE_DIGITS_MIN = 6;
  private static final Pattern LETTERS = Pattern.compile("\\p{Lu}++");
  private static final Pattern GROUPS = Pattern.compile("[ /()-]+");

  /// From this length on a group is read in parts.
  private static final int GROUP_MAX = 5;

  private static final int PART = 3;

  private final Tongue tongue;
  private final Pattern named;

  Identifiers(Tongue tongue) {
    this.tongue = tongue;
    var and = "(?:,| (?:and|or|und|oder|y|e|o|et|ou))";
    this.named =
        Pattern.compile(
            "(?<![\\p{L}0-9])(?iu:"
                + Lexicon.anyOf(tongue.lexicon().identified())
                + ")(?:(?iu: (?:number|no\\.|code|nr\\.|id|is|was|ist|lautet|es|es"
                + " el|número|numéro|est))|:){0,2} #?[0-9]{3,20}+(?:"
                + and
                + " #?[0-9]{3,20}+){0,8}+(?![.,:/-]?[0-9]| ?[%€$£]| ?EUR| ?[x×])");
  }

  String addresses(String text) {
    return Passes.each(ADDRESS, text, (found, _) -> address(found));
  }

  private String address(MatchResult found) {
    var path = found.group("path") == null ? "" : found.group("path");
    var read = PATH_END.matcher(path).replaceAll("");
    var end = path.endsWith(".") ? "." : path.endsWith("?") ? "?" : "";
    boolean isShort = read.length() <= PATH_MAX && read.indexOf('?') < 0 && read.indexOf('%') < 0;
    var all = found.group("host") + (isShort ? read : "");
    var said =
        Passes.each(MARK, all, (mark, _) -> " " + mark(mark.group()) + " ")
            .replaceAll(" {2,9}", " ");
    return Passes.each(FIGURES, said, (figures, _) -> " " + spelled(figures.group()) + " ").strip()
        + end;
  }

  private String mark(String sign) {
    return tongue.lexicon().sign(sign.equals("+") ? "plus" : sign);
  }

  String codes(String text) {
    var spoken = Passes.each(IBAN, text, (found, _) -> spelled(found.group()));
    spoken = Passes.each(HASHED, spoken, (found, _) -> spelled(found.group(1)));
    spoken = Passes.all(NUMBER_SIGN, spoken, tongue.lexicon().sign("number") + " ");
    return Passes.each(
        CODE,
        spoken,
        (found, _) -> WORD.matcher(found.group()).find() ? found.group() : spelled(found.group()));
  }

  /// Numbers of orders and the like, by the noun before them.
  String numbers(String text) {
    return Passes.each(
        named,
        text,
        (found, _) ->
            Passes.each(
                FIGURES, found.group().replace("#", ""), (figures, _) -> spelled(figures.group())));
  }

  String phones(String text) {
    return Passes.each(
        PHONE,
        text,
        (found, _) ->
            found.group().chars().filter(Character::isDigit).count() < PHONE_DIGITS_MIN
                ? found.group()
                : spelled(found.group()));
  }

  /// Sign by sign, with pauses between groups of digits.
  String spelled(String text) {
    var spelled = new StringBuilder();
    for (var group : GROUPS.split(text, -1)) {
      if (group.isEmpty()) continue;
      spelled.append(String.join(", ", parts(group)));
      spelled.append(LETTERS.matcher(group).matches() ? " " : ", ");
    }
    return spelled.substring(0, spelled.length() - (spelled.toString().endsWith(", ") ? 2 : 1));
  }

  private List<String> parts(String group) {
    var parts = new ArrayList<String>();
    var signs = group.codePoints().mapToObj(this::sign).toList();
    int from = 0;
    while (signs.size() - from > GROUP_MAX) {
      parts.add(String.join(" ", signs.subList(from, from + PART)));
      from += PART;
    }
    parts.add(String.join(" ", signs.subList(from, signs.size())));
    return parts;
  }

  private String sign(int sign) {
    if (sign == '+') return tongue.lexicon().sign("plus");
    return sign >= '0' && sign <= '9' ? tongue.cardinal(sign - '0') : Character.toString(sign);
  }
}
