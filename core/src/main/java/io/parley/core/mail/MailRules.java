package io.parley.core.mail;

import io.parley.core.fault.Doubling;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rules after an attempt to send a mail: when it is tried again, and when it is given up.
public final class MailRules {
  /// How long a claim lasts: longer than any attempt, in which a server may be slow with each of
  /// ten answers.
  public static final Duration LEASE = Duration.ofMinutes(15);

  /// How long the record of a mail is kept after it was sent or given up. Its values are deleted at
  /// once.
  public static final Duration KEPT = Duration.ofDays(30);

  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private MailRules() {}

  /// The state to store after an attempt.
  ///
  /// @param nextAt when it is tried again; empty unless it waits
  /// @param error the reason of the last failure
  public record Verdict(MailState state, Optional<Instant> nextAt, Optional<String> error) {}

  /// @param attempts with this one, 1 or more
  /// @param at now
  public static Verdict after(
      Delivery outcome, MailKind kind, Instant orderedAt, int attempts, Instant at) {
    return switch (outcome) {
      case Delivery.Sent() -> new Verdict(MailState.SENT, Optional.empty(), Optional.empty());
      case Delivery.Refused(var reason) ->
          new Verdict(MailState.REFUSED, Optional.empty(), Optional.of(reason));
      case Delivery.Later(var reason) -> {
        var next = at.plus(pause(attempts));
        boolean isUseful = next.isBefore(orderedAt.plus(kind.useful()));
        yield isUseful
            ? new Verdict(MailState.WAITING, Optional.of(next), Optional.of(reason))
            : new Verdict(MailState.EXPIRED, Optional.empty(), Optional.of(reason));
      }
    };
  }

  /// Whether it is too late to send it: its sender was away for long.
  public static boolean isOverdue(MailKind kind, Instant orderedAt, Instant at) {
    return !at.isBefore(orderedAt.plus(kind.useful()));
  }

  /// 15 s, doubled after each attempt, up to 30 min.
  static Duration pause(int attempts) {
    return Doubling.after(attempts, FIRST, LONGEST);
  }
}
