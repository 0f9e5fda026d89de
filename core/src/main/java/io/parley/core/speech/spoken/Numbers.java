package io.parley.core.speech.spoken;

import io.parley.core.speech.spoken.Passes.Beside;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Numbers that count: amounts of money, quantities with units, ranges, and bare numbers.
final class Numbers {
  private static final String BEGIN = "(?<![\\p{L}0-9.,])";
  private static final String FIGURES = "(?<figures>" + Figures.WRITTEN + ")";
  private static final Pattern DASH_FOR_CENTS = Pattern.compile("(?<=[0-9])[,.][-–—](?![0-9])");
  private static final Pattern RANGE = Pattern.compile("(?<=[0-9%€]) ?[-–—] ?(?=[€$£]?[0-9])");
  private static final Pattern SIZE = Pattern.compile("(?<=[0-9]) ?[x×] ?(?=[0-9])");
  private static final Pattern MINUS = Pattern.compile("(?<![^\\s(])[-−](?=[€$£]?[0-9])");
  private static final Pattern NUMBER = Pattern.compile(BEGIN + FIGURES + "(?![\\p{L}0-9])");
  private static final int CENTS = 2;
  private static final int SPELLED_FROM = 5;
  private static final int YEAR = 4;

  /// Words before an earlier year; a year of our time needs none.
  private static final Set<String> BEFORE_A_YEAR =
      Set.of("in", "since", "seit", "jahr", "jahre", "en", "desde", "año", "depuis");

  private final Tongue tongue;
  private final Lexicon lexicon;
  private final Identifiers identifiers;
  private final Pattern moneyFirst;
  private final Pattern moneyLast;
  private final Pattern measured;

  Numbers(Tongue tongue, Identifiers identifiers) {
    this.tongue = tongue;
    this.lexicon = tongue.lexicon();
    this.identifiers = identifiers;
    var scale = "(?: ?(?<scale>" + Lexicon.anyOf(lexicon.scales().keySet()) + "))?";
    var signs = "(?<unit>" + Lexicon.anyOf(lexicon.money().keySet()) + ")";
    this.moneyFirst =
        Pattern.compile("(?<![\\p{L}0-9])" + signs + " ?" + FIGURES + scale + "(?![\\p{L}0-9])");
    this.moneyLast =
        Pattern.compile(BEGIN + FIGURES + scale + " ?(?:de )?" + signs + "(?![\\p{L}])");
    this.measured =
        Pattern.compile(
            BEGIN
                + FIGURES
                + " ?(?<unit>"
                + Lexicon.anyOf(lexicon.units().keySet())
                + ")(?![\\p{L}0-9²³/])");
  }

  String ranges(String text) {
    var spoken = DASH_FOR_CENTS.matcher(text).replaceAll("");
    spoken = Passes.all(RANGE, spoken, " " + lexicon.sign("to") + " ");
    spoken = Passes.all(SIZE, spoken, " " + lexicon.sign("by") + " ");
    return Passes.all(MINUS, spoken, lexicon.sign("minus") + " ");
  }

  String money(String text) {
    var spoken = Passes.each(moneyFirst, text, (found, _) -> amount(found));
    return Passes.each(moneyLast, spoken, (found, _) -> amount(found));
  }

  private String amount(MatchResult found) {
    var figures = Figures.of(found.group("figures"), tongue.grouping());
    var money = lexicon.money().get(found.group("unit"));
    var scale = found.group("scale");
    if (scale != null) return scaled(figures, lexicon.scales().get(scale), money.unit().many());
    boolean hasCents = figures.isNumber() && figures.fraction().length() == CENTS;
    if (!hasCents) return counted(figures, money.unit());
    int cents = Integer.parseInt(figures.fraction());
    var whole = counted(figures.floor(), money.unit());
    if (cents == 0) return whole;
    var unit = cents == 1 ? money.cent().one() : money.cent().many();
    return figures.whole() == 0
        ? tongue.counting(cents, false) + " " + unit
        : tongue.withCents(whole, tongue.cardinal(cents), unit);
  }

  private String scaled(Figures figures, Scale scale, String unit) {
    return figures.isNumber() && figures.isWhole() && scale.isWithin(figures.whole())
        ? tongue.counting(figures.whole() * scale.factor(), false) + " " + unit
        : words(figures) + " " + scale.name() + " " + tongue.ofScaled() + unit;
  }

  String measures(String text) {
    return Passes.each(
        measured,
        text,
        (found, _) ->
            counted(
                Figures.of(found.group("figures"), tongue.grouping()),
                lexicon.units().get(found.group("unit"))));
  }

  private String counted(Figures figures, Noun noun) {
    if (figures.isOne()) return tongue.counting(1, noun.isFeminine()) + " " + noun.one();
    return (figures.isNumber() && figures.isWhole()
            ? tongue.counting(figures.whole(), noun.isFeminine())
            : words(figures))
        + " "
        + noun.many();
  }

  String numbers(String text) {
    return Passes.each(NUMBER, tongue.ordinals(text), this::number);
  }

  private String number(MatchResult found, Beside beside) {
    var written = found.group();
    var figures = Figures.of(written, tongue.grouping());
    boolean isPlain = written.length() == figures.parts().getFirst().length();
    if (!isPlain) return words(figures);
    boolean isLong = written.length() >= SPELLED_FROM && !written.endsWith("000");
    if (isLong || !figures.isNumber()) return identifiers.spelled(written);
    if (written.length() == YEAR && isYear((int) figures.whole(), beside.before()))
      return tongue.year((int) figures.whole());
    return tongue
        .isFeminine(beside.after())
        .map(isFeminine -> tongue.counting(figures.whole(), isFeminine))
        .orElseGet(() -> tongue.cardinal(figures.whole()));
  }

  private static boolean isYear(int number, String before) {
    boolean isRecent = number >= 1_900 && number < 2_100;
    boolean isEarlier = number >= 1_100 && number < 1_900;
    return isRecent || (isEarlier && BEFORE_A_YEAR.contains(before));
  }

  private String words(Figures figures) {
    var point = " " + lexicon.sign(figures.point() == ',' ? "comma" : "point") + " ";
    if (!figures.isNumber())
      return figures.parts().stream().map(this::part).collect(Collectors.joining(point));
    var whole = tongue.cardinal(figures.whole());
    return figures.isWhole() ? whole : whole + point + tongue.fraction(figures.fraction());
  }

  private String part(String digits) {
    return digits.length() < SPELLED_FROM && (digits.length() == 1 || !digits.startsWith("0"))
        ? tongue.cardinal(Long.parseLong(digits))
        : identifiers.spelled(digits);
  }
}
