package io.parley.http.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.limit.SlidingCount;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.Quota;
import io.parley.http.route.RemoteAddress;
import java.time.Duration;
import java.time.Instant;

/// How many sessions each address starts. Anybody may start one, so this is what stands between
/// them and the database. Counted on each node for itself.
final class StartLimiter {
  private final StartSettings settings;
  private final Cache<RemoteAddress, SlidingCount> counts;

  StartLimiter(StartSettings settings) {
    this.settings = settings;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(settings.addressesMax())
            // two windows later nothing of a count is left
            .expireAfterWrite(settings.window().multipliedBy(2))
            .build();
  }

  /// Counts one start.
  ///
  /// @return what is left
  /// @throws ProblemException when nothing was left
  Quota take(RemoteAddress from, Instant now) {
    var before = counts.get(from, _ -> SlidingCount.empty(settings.window()));
    if (before.within(now) >= settings.perAddress())
      throw new ProblemException(
          ProblemDetail.limited(
              "%d sessions in %d s from one address (expected: fewer)"
                  .formatted(settings.perAddress(), Quota.seconds(settings.window())),
              quota(0, before.untilAtMost(settings.perAddress() - 1, now))));
    var after = counts.asMap().merge(from, before.plus(1, now), (held, _) -> held.plus(1, now));
    return quota(Math.max(0, settings.perAddress() - after.within(now)), settings.window());
  }

  private Quota quota(long remaining, Duration reset) {
    return new Quota("starts", settings.perAddress(), settings.window(), remaining, reset);
  }
}
