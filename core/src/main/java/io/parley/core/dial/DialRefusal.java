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

  record Emergency() implements DialRefusal {
    @Override
    public String reason() {
      return "emergency";
    }

    @Override
    public String detail() {
      return "the number reaches an emergency service (expected: a person's number)";
    }
  }

  record Premium() implements DialRefusal {
    @Override
    public String reason() {
      return "premium";
    }

    @Override
    public String detail() {
      return "calls to this number cost extra (expected: an ordinary number)";
    }
  }

  record Impossible() implements DialRefusal {
    @Override
    public String reason() {
      return "impossible";
    }

    @Override
    public String detail() {
      return "its country has no such numbers (expected: one that can be dialled)";
    }
  }

  record NotAllowed() implements DialRefusal {
    @Override
    public String reason() {
      return "not-allowed";
    }

    @Override
    public String detail() {
      return "no prefix that may be called fits the number (expected: one of"
          + " parley.telephony.outbound.prefixes)";
    }
  }

  record OnList() implements DialRefusal {
    @Override
    public String reason() {
      return "do-not-call";
    }

    @Override
    public String detail() {
      return "the number is on the do-not-call list (expected: a person who agrees to calls)";
    }
  }

  record NoZone() implements DialRefusal {
    @Override
    public String reason() {
      return "no-zone";
    }

    @Override
    public String detail() {
      return "the time zone of this number is not known (expected: its prefix in"
          + " parley.telephony.outbound.zones)";
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
