package io.parley.core.webhook;

import io.parley.core.fault.Doubling;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rules after a run, in which a webhook was sent what waited for it: when its next run is, and
/// when it is switched off. Messages of a webhook go out in order, so one that is not taken holds
/// those behind it, and none of another webhook.
public final class HookRules {
  /// How long a webhook may fail before it is switched off.
  public static final Duration PATIENCE = Duration.ofDays(1);

  /// A claim lasts longer than any run.
  public static final Duration LEASE = Duration.ofMinutes(3);

  /// How long a message is kept, whatever became of it. Older events are not told: when all of the
  /// journal is read again, after a backup was restored, messages of newer ones are recognised.
  public static final Duration KEPT = Duration.ofDays(7);

  /// So often it is tried at least before it is switched off: after a stop of the installation, a
  /// day may pass between two attempts.
  private static final int TIMES_MIN = 10;

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final double SPREAD = 0.4;

  private HookRules() {}

  /// Failures of a webhook in a row.
  ///
  /// @param times 0 if the last attempt succeeded; 1 after a person's change of one that failed
  /// @param since the first of them; empty if there was none after a person's change
  public record Failures(int times, Optional<Instant> since) {
    public static final Failures NONE = new Failures(0, Optional.empty());
  }

  /// The step after a run.
  public sealed interface Verdict {}

  /// All attempts succeeded: the next run is now, if there is more, and otherwise with the next
  /// message.
  public record Fine() implements Verdict {}

  /// The last attempt failed.
  public record Later(Failures failures, String error, Instant nextAt) implements Verdict {}

  /// It failed for too long, or the receiver wants no more.
  public record SwitchedOff(Failures failures, String error) implements Verdict {}

  /// @param before failures before the run; @param isAnyTaken whether an attempt of the run
  ///   succeeded before this one
  /// @param failed the outcome of the last attempt, which was not taken
  /// @param chance between 0 and 1: webhooks that failed together are not tried together again
  /// @throws IllegalStateException for an outcome that is no failure
  public static Verdict after(
      Failures before, boolean isAnyTaken, HookOutcome failed, Instant now, double chance) {
    var error =
        failed
            .error()
            .orElseThrow(() -> new IllegalStateException(failed + " (expected: a failure)"));
    var earlier = isAnyTaken ? Failures.NONE : before;
    var since = earlier.since().orElse(now);
    var failures = new Failures(earlier.times() + 1, Optional.of(since));
    boolean isGone = failed instanceof HookOutcome.Refused refused && refused.isGone();
    boolean isOver = failures.times() >= TIMES_MIN && !now.isBefore(since.plus(PATIENCE));
    if (isGone || isOver) return new SwitchedOff(failures, error);
    return new Later(failures, error, now.plus(pause(failures.times(), failed, chance)));
  }

  /// 5 s, doubled after each failure up to an hour, 20 % more or less; as long as the receiver asks
  /// for, if that is longer, up to an hour.
  static Duration pause(int times, HookOutcome failed, double chance) {
    var pause = Doubling.after(times, FIRST, LONGEST);
    var spread = 1 + SPREAD * (chance - 0.5);
    var own = Duration.ofMillis(Math.round(pause.toMillis() * spread));
    var asked =
        failed instanceof HookOutcome.Refused(var _, var retryAfter)
            ? retryAfter.orElse(Duration.ZERO)
            : Duration.ZERO;
    var bounded = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    return own.compareTo(bounded) < 0 ? bounded : own;
  }
}
