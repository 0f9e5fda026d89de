package io.parley.core.speech.spoken;

import io.parley.core.speech.spoken.Passes.Beside;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Dates and times of day.
final class Dates {
  static final String BEGIN = "(?<![\\p{L}0-9.,:/-])";
  static final String DAY = "(?<day>[12][0-9]|3[01]|0?[1-9])";
  static final String YEAR = "(?<year>(?:1[1-9]|20)[0-9]{2})";
  static final String END = "(?![\\p{L}0-9]|[.,:/][0-9])";

  private static final int MONTHS = 12;
  private static final int CENTURY = 2_000;
  private static final Pattern ISO =
      Pattern.compile(
          BEGIN + "(?<year>[12][0-9]{3})-(?<month>[01][0-9])-(?<day>[0-3][0-9])(?![0-9-])");
  private static final Pattern DOTTED =
      Pattern.compile(
          BEGIN
              + DAY
              + "\\. ?(?<month>1[0-2]|0?[1-9])\\.(?: ?(?<year>(?:19|20)?[0-9]{2}))?(?![0-9])");
  private static final Pattern SLASHED =
      Pattern.compile(
          BEGIN
              + "(?<first>[0-3]?[0-9])/(?<second>[0-3]?[0-9])/(?<year>(?:(?:19|20))?[0-9]{2})(?![0-9/])");

  /// Words before a date of day and month alone; elsewhere `3.5.` may be a version.
  private static final Set<String> BEFORE_A_DAY =
      Set.of("am", "vom", "zum", "bis", "ab", "den", "dem", "der", "seit", "und", "nach", "vor");

  private static final String HOUR = "(?<hour>[01]?[0-9]|2[0-4])";
  private static final String HALF = "(?<half>[aApP])\\.? ?[mM](?![\\p{L}])\\.?";
  private static final Pattern UNTIL =
      Pattern.compile(
          "(?<=[0-9mMrhH.]) ?[-–—] ?(?=[0-9]{1,2}(?::[0-5][0-9]| ?(?:Uhr|[aApP]\\.? ?[mM])))");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<![\\p{L}0-9.,:])"
              + HOUR
              + ":(?<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])(?: ?"
              + HALF
              + "| ?(?:Uhr|h|hrs|horas|heures)(?![\\p{L}]))?");
  private static final Pattern DAY_AND_MONTH =
      Pattern.compile("(?<first>[0-3]?[0-9])[./-](?<second>[0-3]?[0-9])\\.?");
  private static final Pattern HOUR_AND_MINUTE =
      Pattern.compile(HOUR + "(?:[:.]?(?<minute>[0-5][0-9]))?");
  private static final Pattern DOTTED_CLOCK =
      Pattern.compile("(?<![\\p{L}0-9.,:])" + HOUR + "\\.(?<minute>[0-5][0-9]) ?Uhr(?![\\p{L}])");
  private static final Pattern LETTERED_CLOCK =
      Pattern.compile("(?<![\\p{L}0-9.,:])" + HOUR + " ?h ?(?<minute>[0-5][0-9])(?![\\p{L}0-9])");
  private static final Pattern HALF_DAY =
      Pattern.compile("(?<![\\p{L}0-9.,:])(?<hour>1[0-2]|0?[1-9]) ?" + HALF);

  private final Tongue tongue;
  private final DateRanges ranges;

  /// Whether `3/4/2026` is in March.
  private final boolean isMonthFirst;

  Dates(Tongue tongue, Locale locale) {
    this.tongue = tongue;
    this.ranges = new DateRanges(tongue.lexicon());
    this.isMonthFirst = locale.getCountry().equals("US");
  }

  /// A date that is known to be one: `3/4` has no year.
  String date(String written, String before) {
    var found = DAY_AND_MONTH.matcher(written.strip());
    if (!found.matches()) return dates(written);
    int first = Integer.parseInt(found.group("first"));
    int second = Integer.parseInt(found.group("second"));
    boolean isDayFirst = written.indexOf('.') >= 0 || first > MONTHS || !isMonthFirst;
    var beside = new Beside(before, "");
    return isDayFirst
        ? date(found.toMatchResult(), first, second, OptionalInt.empty(), beside)
        : date(found.toMatchResult(), second, first, OptionalInt.empty(), beside);
  }

  /// A time that is known to be one: `0930`, `9`.
  String time(String written, String before) {
    var found = HOUR_AND_MINUTE.matcher(written.strip());
    if (!found.matches()) return times(written);
    var minute = found.group("minute");
    return tongue.time(
        Integer.parseInt(found.group("hour")),
        minute == null ? 0 : Integer.parseInt(minute),
        Optional.empty(),
        before);
  }

  String times(String text) {
    var spoken = Passes.all(UNTIL, text, " " + tongue.lexicon().sign("to") + " ");
    spoken = Passes.each(CLOCK, spoken, (found, beside) -> clock(found, half(found), beside));
    spoken =
        Passes.each(
            DOTTED_CLOCK, spoken, (found, beside) -> clock(found, Optional.empty(), beside));
    spoken =
        Passes.each(
            LETTERED_CLOCK, spoken, (found, beside) -> clock(found, Optional.empty(), beside));
    return Passes.each(
        HALF_DAY,
        spoken,
        (found, beside) ->
            tongue.time(Integer.parseInt(found.group("hour")), 0, half(found), beside.before()));
  }

  private String clock(MatchResult found, Optional<String> half, Beside beside) {
    int hour = Integer.parseInt(found.group("hour"));
    int minute = Integer.parseInt(found.group("minute"));
    return tongue.time(hour, minute, half.filter(_ -> hour <= 12), beside.before());
  }

  private static Optional<String> half(MatchResult found) {
    var half = found.group("half");
    if (half == null) return Optional.empty();
    return Optional.of(half.equals("a") || half.equals("A") ? "am" : "pm");
  }

  String dates(String text) {
    var spoken = Passes.each(ISO, text, this::numeric);
    spoken = Passes.each(DOTTED, spoken, this::dotted);
    spoken = ranges.of(Passes.each(SLASHED, spoken, this::slashed));
    for (var pattern : tongue.dates()) spoken = Passes.each(pattern, spoken, this::named);
    return spoken;
  }

  private String numeric(MatchResult found, Beside beside) {
    int day = Integer.parseInt(found.group("day"));
    int month = Integer.parseInt(found.group("month"));
    return date(found, day, month, year(found), beside);
  }

  private String dotted(MatchResult found, Beside beside) {
    boolean isDay = found.group("year") != null || BEFORE_A_DAY.contains(beside.before());
    return isDay && !beside.before().equals("version") ? numeric(found, beside) : found.group();
  }

  private String slashed(MatchResult found, Beside beside) {
    int first = Integer.parseInt(found.group("first"));
    int second = Integer.parseInt(found.group("second"));
    boolean isDayFirst = first > MONTHS || (!isMonthFirst && second <= MONTHS);
    return isDayFirst
        ? date(found, first, second, year(found), beside)
        : date(found, second, first, year(found), beside);
  }

  private String named(MatchResult found, Beside beside) {
    int day = Integer.parseInt(found.group("day"));
    var name = found.group("month");
    int month = tongue.lexicon().month(name == null ? found.group("short") : name);
    return date(found, day, month, year(found), beside);
  }

  private String date(MatchResult found, int day, int month, OptionalInt year, Beside beside) {
    boolean isDate = day >= 1 && day <= 31 && month >= 1 && month <= MONTHS;
    return isDate ? tongue.date(day, month, year, beside.before()) : found.group();
  }

  private static OptionalInt year(MatchResult found) {
    var written = found.group("year");
    if (written == null) return OptionalInt.empty();
    int year = Integer.parseInt(written);
    return OptionalInt.of(written.length() == 2 ? CENTURY + year : year);
  }
}
