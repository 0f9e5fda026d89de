package io.parley.core.tool;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// When a call of a tool needs consent, and whose. Written as `always`, `never`, `first` (the first
/// call of the tool in a session), `risky` (calls whose effect nobody can repeat or undo safely),
/// or `above ARGUMENT NUMBER` (a missing or unreadable argument counts as above); for a consent of
/// the customer with ` by customer` after it.
///
/// @param argument and @param limit of `above`; the limit is a decimal number
/// @param asked `CUSTOMER` or `COLLEAGUE`
public record ApprovalRule(
    When when, Optional<String> argument, Optional<String> limit, Asked asked) {
  public static final ApprovalRule NEVER = of(When.NEVER, Asked.COLLEAGUE);
  public static final ApprovalRule ALWAYS = of(When.ALWAYS, Asked.COLLEAGUE);

  private static final String BY_CUSTOMER = " by customer";
  private static final int TEXT_MAX = 128;
  private static final Pattern ABOVE =
      Pattern.compile("above ([A-Za-z0-9_-]{1,64}) (-?[0-9]{1,15}(?:[.][0-9]{1,6})?)");

  /// Which calls.
  public enum When {
    NEVER,
    ALWAYS,
    FIRST,
    RISKY,
    ABOVE
  }

  /// Who is asked.
  public enum Asked {
    /// A human agent of the company.
    COLLEAGUE,
    CUSTOMER
  }

  public ApprovalRule {
    boolean above = when == When.ABOVE;
    if (argument.isPresent() != above || limit.isPresent() != above)
      throw new IllegalArgumentException(
          "approval rule %s (expected: an argument and a limit with ABOVE alone)".formatted(when));
  }

  /// A rule without an argument.
  public static ApprovalRule of(When when, Asked asked) {
    return new ApprovalRule(when, Optional.empty(), Optional.empty(), asked);
  }

  /// @throws IllegalArgumentException if it is no rule
  public static ApprovalRule parse(String text) {
    var asked = text.endsWith(BY_CUSTOMER) ? Asked.CUSTOMER : Asked.COLLEAGUE;
    var rule =
        asked == Asked.CUSTOMER ? text.substring(0, text.length() - BY_CUSTOMER.length()) : text;
    return switch (rule) {
      case "never" -> of(When.NEVER, asked);
      case "always" -> of(When.ALWAYS, asked);
      case "first" -> of(When.FIRST, asked);
      case "risky" -> of(When.RISKY, asked);
      default -> {
        var above = rule.length() <= TEXT_MAX ? ABOVE.matcher(rule) : ABOVE.matcher("");
        if (!above.matches())
          throw new IllegalArgumentException(
              "no approval rule (expected: never, always, first, risky or above ARGUMENT NUMBER,"
                  + " perhaps with: by customer)");
        yield new ApprovalRule(
            When.ABOVE, Optional.of(above.group(1)), Optional.of(above.group(2)), asked);
      }
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
    return asked == Asked.CUSTOMER ? rule + BY_CUSTOMER : rule;
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
