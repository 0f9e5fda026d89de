package io.parley.core.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Why a number is not called. No text of it holds the number.
public sealed interface DialRefusal {
  DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  /// A word for programs and for the call's record; never changes.
  String reason();

  /// A sentence for people: what was found, and what was expected.
  String detail();

  /// When the same order is accepted, as far as this rule goes.
  default Optional<Instant> again() {
    return Optional.empty();
  }

  /// Whether the limit belongs to the installation's pace, and not to the person who would be
  /// called: the order is not recorded, and may be sent again under its key.
  default boolean isOfPace() {
    return false;
  }

  /// Refusals that no waiting changes.
  enum Lasting implements DialRefusal {
    EMERGENCY("emergency", "the number reaches an emergency service (expected: a person's number)"),
    PREMIUM("premium", "calls to this number cost extra (expected: an ordinary number)"),
    IMPOSSIBLE("impossible", "its country has no such numbers (expected: one that can be dialled)"),
    NOT_ALLOWED(
        "not-allowed",
        "no prefix that may be called fits the number (expected: one of"
            + " parley.telephony.outbound.prefixes)"),
    ON_LIST(
        "do-not-call",
        "the number is on the do-not-call list (expected: a person who agrees to calls)"),
    NO_ZONE(
        "no-zone",
        "the time zone of this number is not known (expected: its prefix in"
            + " parley.telephony.outbound.zones)");

    private final String reason;
    private final String detail;

    Lasting(String reason, String detail) {
      this.reason = reason;
      this.detail = detail;
    }

    @Override
    public String reason() {
      return reason;
    }

    @Override
    public String detail() {
      return detail;
    }
  }

  record OutsideHours(ZoneId zone, Instant now, Instant opens) implements DialRefusal {
    @Override
    public String reason() {
      return "hours";
    }

    @Override
    public String detail() {
      return "in %s it is %s (expected: within parley.telephony.outbound.hours, again %s)"
          .formatted(zone, LOCAL.format(now.atZone(zone)), LOCAL.format(opens.atZone(zone)));
    }

    @Override
    public Optional<Instant> again() {
      return Optional.of(opens);
    }
  }

  record TooOften(int attempts, Duration window, Instant free) implements DialRefusal {
    @Override
    public String reason() {
      return "attempts";
    }

    @Override
    public String detail() {
      return "the number was called %d times within %s (expected: fewer; see"
              .formatted(attempts, window)
          + " parley.telephony.outbound.attempts)";
    }

    @Override
    public Optional<Instant> again() {
      return Optional.of(free);
    }
  }

  record TooManyAtOnce(int underWay, Instant free) implements DialRefusal {
    @Override
    public String reason() {
      return "at-once";
    }

    @Override
    public String detail() {
      return "%d calls are under way (expected: fewer; see parley.telephony.outbound.at-once)"
          .formatted(underWay);
    }

    @Override
    public Optional<Instant> again() {
      return Optional.of(free);
    }

    @Override
    public boolean isOfPace() {
      return true;
    }
  }

  record TooFast(int lastSecond, Instant free) implements DialRefusal {
    @Override
    public String reason() {
      return "too-fast";
    }

    @Override
    public String detail() {
      return "%d calls began within a second (expected: fewer; see".formatted(lastSecond)
          + " parley.telephony.outbound.per-second)";
    }

    @Override
    public Optional<Instant> again() {
      return Optional.of(free);
    }

    @Override
    public boolean isOfPace() {
      return true;
    }
  }
}
