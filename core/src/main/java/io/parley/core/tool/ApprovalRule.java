package io.parley.core.tool;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// When a call of a tool needs consent, and whose. Written as `always`, `never`, `first` (the first
/// call of the tool in a session), `risky` (calls whose effect nobody can repeat or undo safely),
/// or `above ARGUMENT NUMBER` (a missing or unreadable argument counts as above). After it may
/// stand the people to ask, in place of a human agent: ` by customer`, ` by both` (a human agent,
/// then the customer) or ` by two` (two different people of the company); and then the time that
/// they have, such as ` within 15m`.
///
/// @param argument and @param limit of `above`; the limit is a decimal number
/// @param people the people to ask, one after the other
/// @param within time to answer; empty for the server's setting
public record ApprovalRule(
    When when,
    Optional<String> argument,
    Optional<String> limit,
    List<Asked> people,
    Optional<Duration> within) {
  private static final Map<String, List<Asked>> PEOPLE =
      Map.of(
          "",
          List.of(Asked.COLLEAGUE),
          " by customer",
          List.of(Asked.CUSTOMER),
          " by both",
          List.of(Asked.COLLEAGUE, Asked.CUSTOMER),
          " by two",
          List.of(Asked.COLLEAGUE, Asked.COLLEAGUE));

  // after the table that checks them
  public static final ApprovalRule NEVER = of(When.NEVER, Asked.COLLEAGUE);
  public static final ApprovalRule ALWAYS = of(When.ALWAYS, Asked.COLLEAGUE);

  private static final int TEXT_MAX = 160;
  private static final Pattern FORM =
      Pattern.compile(
          "(never|always|first|risky|above ([A-Za-z0-9_-]{1,64}) (-?[0-9]{1,15}(?:[.][0-9]{1,6})?))"
              + "( by (?:customer|both|two))?(?: within ([1-9][0-9]{0,4})([smh]))?");

  /// Which calls.
  public enum When {
    NEVER,
    ALWAYS,
    FIRST,
    RISKY,
    ABOVE
  }

  /// The person who is asked.
  public enum Asked {
    /// A human agent of the company.
    COLLEAGUE,
    CUSTOMER
  }

  public ApprovalRule {
    people = List.copyOf(people);
    boolean above = when == When.ABOVE;
    if (argument.isPresent() != above || limit.isPresent() != above)
      throw new IllegalArgumentException(
          "approval rule %s (expected: an argument and a limit with ABOVE alone)".formatted(when));
    if (!PEOPLE.containsValue(people))
      throw new IllegalArgumentException(
          "approval rule of %s (expected: %s)".formatted(people, PEOPLE.values()));
  }

  /// A rule without an argument, with the server's time to answer.
  public static ApprovalRule of(When when, Asked asked) {
    return new ApprovalRule(
        when, Optional.empty(), Optional.empty(), List.of(asked), Optional.empty());
  }

  /// @throws IllegalArgumentException if it is no rule
  public static ApprovalRule parse(String text) {
    var form = FORM.matcher(text.length() <= TEXT_MAX ? text : "");
    if (!form.matches())
      throw new IllegalArgumentException(
          "no approval rule (expected: never, always, first, risky or above ARGUMENT NUMBER,"
              + " perhaps with: by customer, by both or by two, and with: within 15m)");
    var argument = Optional.ofNullable(form.group(2));
    var when =
        argument.isPresent() ? When.ABOVE : When.valueOf(form.group(1).toUpperCase(Locale.ROOT));
    return new ApprovalRule(
        when,
        argument,
        Optional.ofNullable(form.group(3)),
        PEOPLE.get(Objects.requireNonNullElse(form.group(4), "")),
        Optional.ofNullable(form.group(5)).map(number -> duration(number, form.group(6))));
  }

  private static Duration duration(String number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(Long.parseLong(number));
      case "m" -> Duration.ofMinutes(Long.parseLong(number));
      default -> Duration.ofHours(Long.parseLong(number));
    };
  }

  /// As [#parse] reads it.
  public String text() {
    var rule =
        switch (when) {
          case NEVER -> "never";
          case ALWAYS -> "always";
          case FIRST -> "first";
          case RISKY -> "risky";
          case ABOVE -> "above " + argument.orElseThrow() + " " + limit.orElseThrow();
        };
    var asked =
        PEOPLE.entrySet().stream()
            .filter(entry -> entry.getValue().equals(people))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return rule + asked + within.map(time -> " within " + text(time)).orElse("");
  }

  private static String text(Duration time) {
    long seconds = time.toSeconds();
    if (seconds % 3600 == 0) return seconds / 3600 + "h";
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /// Whether this call needs consent.
  ///
  /// @param agreedBefore whether a call of this tool was agreed to in this session
  public boolean needsConsent(Json arguments, ToolPolicy policy, boolean agreedBefore) {
    return switch (when) {
      case NEVER -> false;
      case ALWAYS -> true;
      case FIRST -> !agreedBefore;
      case RISKY -> policy == ToolPolicy.LOOK_UP || policy == ToolPolicy.ASK_HUMAN;
      case ABOVE -> isAbove(arguments);
    };
  }

  private boolean isAbove(Json arguments) {
    var value = NormalJson.field(arguments.text(), argument.orElseThrow());
    try {
      return value
          .map(number -> new BigDecimal(number).compareTo(new BigDecimal(limit.orElseThrow())) > 0)
          .orElse(true);
    } catch (NumberFormatException notANumber) {
      return true;
    }
  }
}
