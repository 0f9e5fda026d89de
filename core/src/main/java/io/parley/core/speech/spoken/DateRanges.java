package io.parley.core.speech.spoken;

import java.util.regex.Pattern;

/// Ranges of days, written so that both ends are whole dates with a word between them: "1–24
/// December" becomes "1 December to 24 December", which is then read as dates are. Without that the
/// first day would be a bare number, and the dash not read at all.
final class DateRanges {
  private static final String DAY = "(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th|er|[.º°])?";
  private static final String YEAR = "(?:,? (?:1[1-9]|20)[0-9]{2})?";
  private static final String DASH = " ?[-–—] ?";

  /// In Spanish and French the days of "del 1 al 24" are read as numbers.
  private static final String JOINT =
      DASH + "| (?:to|until|and|or|bis|und|oder)(?: the| zum| dem)? ";

  private final String to;

  /// "1–24 December", "1 to 24 December".
  private final Pattern days;

  /// "November 1–24".
  private final Pattern daysBehind;

  /// "1 November – 24 December", "May–June".
  private final Pattern dates;

  DateRanges(Lexicon lexicon) {
    var month = lexicon.someMonth();
    var beforeMonth = "(?: of| de)? ?";
    this.to = " " + lexicon.sign("to") + " ";
    this.days =
        Pattern.compile(
            Dates.BEGIN
                + "(?<first>%s)(?<joint>%s)(?<last>%s)".formatted(DAY, JOINT, DAY)
                + "(?<month>%s%s)".formatted(beforeMonth, month)
                + Dates.END);
    this.daysBehind =
        Pattern.compile(
            "(?<![\\p{L}]|[0-9.] )(?<month>%s) (?<first>%s)%s(?<last>%s)"
                    .formatted(month, DAY, DASH, DAY)
                + Dates.END);
    this.dates =
        Pattern.compile(
            "(?<![\\p{L}])(?<first>%s(?: %s)?%s)%s(?=(?:%s%s)?%s(?![\\p{L}]))"
                .formatted(month, DAY, YEAR, DASH, DAY, beforeMonth, month));
  }

  String of(String text) {
    var whole =
        Passes.each(
            days,
            text,
            (found, _) -> {
              var joint = found.group("joint");
              var month = found.group("month");
              boolean isWord = joint.codePoints().anyMatch(Character::isLetter);
              return found.group("first")
                  + month
                  + (isWord ? joint : to)
                  + found.group("last")
                  + month;
            });
    whole =
        Passes.each(
            daysBehind,
            whole,
            (found, _) -> {
              var month = found.group("month") + " ";
              return month + found.group("first") + to + month + found.group("last");
            });
    return Passes.each(dates, whole, (found, _) -> found.group("first") + to);
  }
}
