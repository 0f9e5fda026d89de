package io.parley.core.phone;

import io.parley.core.setting.Expect;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Which telephone call goes on in the session of the caller's last one: one that comes soon after
/// it was lost.
///
/// @param window how soon, zero to one hour; zero: none does
public record Resumption(Duration window) {
  /// The longest time between two signs of life of a call that lives.
  public static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private static final Duration WINDOW_MAX = Duration.ofHours(1);

  /// Numbers that Twilio shows for withheld ones: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
  /// UNAVAILABLE on the keys of a telephone.
  private static final Set<String> WITHHELD =
      Set.of("266696687", "7378742833", "2562533", "8656696", "86282452253");

  /// Whether a call may go on in the session of an earlier one.
  public enum Verdict {
    NO,
    /// Unless the earlier call is known to live: its node may have died.
    UNLESS_ALIVE,
    YES
  }

  public Resumption {
    Expect.between("parley.telephony.resume", window, Duration.ZERO, WINDOW_MAX);
  }

  public boolean isOff() {
    return window.isZero();
  }

  /// @param digits of the caller's number; all who withhold theirs share none, or one that stands
  ///   for it
  public static boolean isCaller(String digits) {
    return !digits.isEmpty() && !WITHHELD.contains(digits);
  }

  /// @param last the caller's last call to the same number
  public Verdict judge(PhoneTrace last, Instant now) {
    if (isOff()) return Verdict.NO;
    if (last.end().isPresent())
      return last.end().get() == PhoneTrace.End.LOST && !now.isAfter(last.seen().plus(window))
          ? Verdict.YES
          : Verdict.NO;
    // it may have lived for a while after the last sign
    return now.isAfter(last.seen().plus(SEEN_EVERY).plus(window))
        ? Verdict.NO
        : Verdict.UNLESS_ALIVE;
  }

  /// Traces without a sign of life since then are of no more use.
  public Instant uselessBefore(Instant now) {
    return now.minus(window).minus(SEEN_EVERY);
  }
}
