package io.parley.identity.account;

import io.parley.core.limit.RecentlyUsed;
import io.parley.core.limit.SlidingCount;
import io.parley.core.person.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Limits the mails of one kind that strangers can have sent to one address: by this node, within
/// an hour. Thread safe.
final class MailAllowance {
  private static final Duration PERIOD = Duration.ofHours(1);
  private static final int ADDRESSES_MAX = 10_000;

  private final int max;
  private final Map<EmailAddress, SlidingCount> counts = new RecentlyUsed<>(ADDRESSES_MAX);

  /// @param max mails within an hour
  MailAllowance(int max) {
    this.max = max;
  }

  /// Takes one.
  ///
  /// @return zero, or the time until the next one, and then none is taken
  synchronized Duration take(EmailAddress address, Instant now) {
    var count = counts.getOrDefault(address, SlidingCount.empty(PERIOD));
    if (count.within(now) >= max) return count.untilAtMost(max - 1L, now);
    counts.put(address, count.plus(1, now));
    return Duration.ZERO;
  }

  /// Gives one back that no mail was sent for.
  synchronized void giveBack(EmailAddress address, Instant now) {
    counts.computeIfPresent(address, (_, count) -> count.plus(-1, now));
  }
}
