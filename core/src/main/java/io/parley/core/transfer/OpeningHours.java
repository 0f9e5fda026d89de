package io.parley.core.transfer;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// When a target answers, in its own zone. Days of a change of clocks need no care: hours are those
/// of the wall.
///
/// @param spans in which it is open; one is enough
public record OpeningHours(ZoneId zone, List<Span> spans) {
  private static final int DAY_MINUTES = 24 * 60;
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))? ([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

  public OpeningHours {
    spans = List.copyOf(spans);
    if (spans.isEmpty()) throw new IllegalArgumentException("hours: none (expected: at least one)");
  }

  /// The same hours on several days.
  ///
  /// @param first and @param last day; a week may end in between (`Sat-Mon`)
  /// @param from and @param to minutes of the day, 0 to 1440; a span whose end is not later than
  ///   its beginning ends on the next day
  /// @param text as it was written
  public record Span(DayOfWeek first, DayOfWeek last, int from, int to, String text) {

    /// @param text such as `Mon-Fri 09:00-17:30`, `Sat 10:00-24:00` or `Fri 22:00-02:00`
    /// @throws IllegalArgumentException when it is another
    public static Span of(String text) {
      var parts = FORM.matcher(text);
      if (!parts.matches()) throw wrong(text);
      var first = day(parts.group(1), text);
      var last = parts.group(2) == null ? first : day(parts.group(2), text);
      int from = minutes(parts.group(3), parts.group(4), text);
      int to = minutes(parts.group(5), parts.group(6), text);
      if (from == DAY_MINUTES || from == to) throw wrong(text);
      return new Span(first, last, from, to, text);
    }

    private static DayOfWeek day(String name, String text) {
      for (var day : DayOfWeek.values())
        if (day.name().substring(0, 3).equals(name.toUpperCase(Locale.ROOT))) return day;
      throw wrong(text);
    }

    private static int minutes(String hours, String minutes, String text) {
      int all = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
      if (all > DAY_MINUTES || Integer.parseInt(minutes) > 59) throw wrong(text);
      return all;
    }

    private static IllegalArgumentException wrong(String text) {
      return new IllegalArgumentException(
          "hours: %s (expected: such as Mon-Fri 09:00-17:30)".formatted(text));
    }

    private boolean isOn(DayOfWeek day) {
      int length = Math.floorMod(last.getValue() - first.getValue(), 7);
      return Math.floorMod(day.getValue() - first.getValue(), 7) <= length;
    }

    private boolean isOpen(DayOfWeek day, int minute) {
      if (from < to) return isOn(day) && minute >= from && minute < to;
      return (isOn(day) && minute >= from) || (isOn(day.minus(1)) && minute < to);
    }
  }

  /// @param texts see [Span#of]
  /// @throws IllegalArgumentException when one of them is another, or there is no such zone
  public static OpeningHours of(String zone, List<String> texts) {
    var spans = new ArrayList<Span>();
    for (var text : texts) spans.add(Span.of(text));
    try {
      return new OpeningHours(ZoneId.of(zone), spans);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone: %s (expected: one such as Europe/Berlin)".formatted(zone), e);
    }
  }

  public boolean isOpen(Instant at) {
    var there = at.atZone(zone);
    int minute = there.getHour() * 60 + there.getMinute();
    return spans.stream().anyMatch(span -> span.isOpen(there.getDayOfWeek(), minute));
  }

  /// For people and models: `Mon-Fri 09:00-17:30 (Europe/Berlin)`.
  public String text() {
    return "%s (%s)".formatted(String.join(", ", spans.stream().map(Span::text).toList()), zone);
  }
}
