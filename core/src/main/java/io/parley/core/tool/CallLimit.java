package io.parley.core.tool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// How many calls may be made, how much one costs, and how much all may cost. As text, with commas
/// between its parts: `30 calls a minute, 1000 calls a day, 5 calls a session, 0.05 EUR a call, 20
/// EUR a day`. Minutes and days begin with the clock.
///
/// @param callMicros what one call costs, in millionths of the currency; empty if that is not known
/// @param dayMicros the budget of a day
/// @param currency such as `EUR`; empty text without any
public record CallLimit(
    OptionalLong perMinute,
    OptionalLong perDay,
    OptionalLong perSession,
    OptionalLong callMicros,
    OptionalLong dayMicros,
    String currency) {
  private static final long CALLS_MAX = 1_000_000_000;
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MONEY_MAX = BigDecimal.valueOf(1_000_000_000);
  private static final int PARTS_MAX = 5;
  private static final String FORM =
      "such as 30 calls a minute, 1000 calls a day, 5 calls a session, 0.05 EUR a call, 20 EUR a"
          + " day";
  private static final Pattern CALLS =
      Pattern.compile("([0-9]{1,10}) calls? a (minute|day|session)");
  private static final Pattern MONEY =
      Pattern.compile("([0-9]{1,10}(?:[.][0-9]{1,6})?) ([A-Z]{3}) a (call|day)");

  public CallLimit {
    if (dayMicros.isPresent() && callMicros.isEmpty())
      throw new IllegalArgumentException(
          "a budget without the cost of a call (expected: both, such as 0.05 EUR a call, 20 EUR a"
              + " day)");
    if (dayMicros.isPresent() && callMicros.getAsLong() > dayMicros.getAsLong())
      throw new IllegalArgumentException(
          "a budget of less than one call (expected: at least its cost)");
    if (perMinute.isEmpty() && perDay.isEmpty() && perSession.isEmpty() && callMicros.isEmpty())
      throw new IllegalArgumentException("a limit of nothing (expected: " + FORM + ")");
  }

  /// @throws IllegalArgumentException if it has another form
  public static CallLimit parse(String text) {
    var parts = text.split(",", PARTS_MAX + 1);
    var minute = OptionalLong.empty();
    var day = OptionalLong.empty();
    var session = OptionalLong.empty();
    var cost = OptionalLong.empty();
    var budget = OptionalLong.empty();
    var currencies = new HashSet<String>();
    var kinds = new HashSet<String>();
    for (var part : parts) {
      var calls = CALLS.matcher(part.strip());
      var money = MONEY.matcher(part.strip());
      if (calls.matches()) {
        long count = Long.parseLong(calls.group(1));
        if (count < 1 || count > CALLS_MAX)
          throw new IllegalArgumentException(
              "%d calls (expected: 1 to %d)".formatted(count, CALLS_MAX));
        once(kinds, "calls a " + calls.group(2));
        switch (calls.group(2)) {
          case "minute" -> minute = OptionalLong.of(count);
          case "day" -> day = OptionalLong.of(count);
          default -> session = OptionalLong.of(count);
        }
      } else if (money.matches()) {
        long micros = micros(money.group(1));
        currencies.add(money.group(2));
        once(kinds, "money a " + money.group(3));
        if (money.group(3).equals("call")) cost = OptionalLong.of(micros);
        else budget = OptionalLong.of(micros);
      } else throw new IllegalArgumentException("a limit of another form (expected: " + FORM + ")");
    }
    if (currencies.size() > 1)
      throw new IllegalArgumentException("amounts in two currencies (expected: one)");
    return new CallLimit(minute, day, session, cost, budget, String.join("", currencies));
  }

  private static void once(Set<String> kinds, String kind) {
    if (!kinds.add(kind))
      throw new IllegalArgumentException("%s twice (expected: once)".formatted(kind));
  }

  private static long micros(String amount) {
    var value = new BigDecimal(amount);
    if (value.signum() <= 0 || value.compareTo(MONEY_MAX) > 0)
      throw new IllegalArgumentException(
          "an amount of %s (expected: more than 0, at most %s)".formatted(amount, MONEY_MAX));
    return value.multiply(MICROS).longValueExact();
  }

  /// As [#parse] reads it.
  public String text() {
    var parts = new ArrayList<String>();
    perMinute.ifPresent(count -> parts.add(calls(count, "minute")));
    perDay.ifPresent(count -> parts.add(calls(count, "day")));
    perSession.ifPresent(count -> parts.add(calls(count, "session")));
    callMicros.ifPresent(micros -> parts.add(money(micros, "call")));
    dayMicros.ifPresent(micros -> parts.add(money(micros, "day")));
    return String.join(", ", parts);
  }

  static String calls(long count, String period) {
    return String.format(Locale.ROOT, "%d call%s a %s", count, count == 1 ? "" : "s", period);
  }

  private String money(long micros, String period) {
    var amount = BigDecimal.valueOf(micros).divide(MICROS).stripTrailingZeros().toPlainString();
    return "%s %s a %s".formatted(amount, currency, period);
  }

  /// The cost of one call.
  public Optional<CallCost> cost() {
    return callMicros.isPresent()
        ? Optional.of(new CallCost(callMicros.getAsLong(), currency))
        : Optional.empty();
  }

  /// Its parts that limit something, for people and the model.
  public List<Part> parts() {
    var parts = new ArrayList<Part>();
    perMinute.ifPresent(
        count -> parts.add(new Part(Period.MINUTE, count, 1, calls(count, "minute"))));
    perDay.ifPresent(count -> parts.add(new Part(Period.DAY, count, 1, calls(count, "day"))));
    perSession.ifPresent(
        count -> parts.add(new Part(Period.SESSION, count, 1, calls(count, "session"))));
    dayMicros.ifPresent(
        micros ->
            parts.add(
                new Part(Period.BUDGET, micros, callMicros.getAsLong(), money(micros, "day"))));
    return parts;
  }

  public enum Period {
    MINUTE,
    DAY,
    SESSION,
    /// Money of a day.
    BUDGET
  }

  /// @param max in one period; @param each what one call takes of it
  /// @param text as [CallLimit#parse] reads it
  public record Part(Period period, long max, long each, String text) {}
}
