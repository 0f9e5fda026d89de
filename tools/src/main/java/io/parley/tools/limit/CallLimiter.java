package io.parley.tools.limit;

import io.parley.core.money.Accounts;
import io.parley.core.money.Accounts.Answer;
import io.parley.core.money.Accounts.Claim;
import io.parley.core.money.Accounts.Lent;
import io.parley.core.money.Accounts.Refused;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.CallLimit;
import io.parley.core.tool.CallLimit.Part;
import io.parley.core.tool.OverLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts calls of tools against their limits, by the books that lend money to nodes: a node takes
/// a call of each period, or of none, and borrows some of a day ahead. Nothing is given back. While
/// the books do not answer, calls are made. Thread safe; never blocks.
public final class CallLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(CallLimiter.class);

  /// The part of a day's limit that a node borrows ahead: a hundredth.
  private static final int AHEAD_PART = 100;

  /// More periods with something left are not remembered; then every call asks the books.
  private static final int PERIODS_MAX = 10_000;

  private final String node;
  private final Accounts accounts;
  private final Duration timeout;
  private final ZoneId zone;
  private final Clock clock;
  private final Map<Period.Key, Held> free = new HashMap<>();

  /// The rest of a loan, while its period lasts.
  private record Held(long amount, Instant end) {}

  /// One part of a limit, with its present period.
  private record Share(Part part, Period.Key period, Optional<Instant> end) {
    long ahead() {
      boolean isOfDay =
          part.period() == CallLimit.Period.DAY || part.period() == CallLimit.Period.BUDGET;
      return isOfDay ? part.max() / AHEAD_PART : 0;
    }
  }

  /// @param node a name that no other start of any node has
  /// @param timeout how long the books may take to answer
  /// @param zone in which days begin
  public CallLimiter(String node, Accounts accounts, Duration timeout, ZoneId zone, Clock clock) {
    this.node = node;
    this.accounts = accounts;
    this.timeout = timeout;
    this.zone = zone;
    this.clock = clock;
  }

  /// Takes one call.
  ///
  /// @param name of the limit within the tenant; @param pattern of its tools, for the model
  /// @return why the call must not be made, or empty; the stage never fails
  public CompletionStage<Optional<OverLimit>> take(
      SessionKey session, String name, String pattern, CallLimit limit) {
    var now = clock.instant();
    var shares = limit.parts().stream().map(part -> share(session, name, part, now)).toList();
    var taken = new HashMap<Period.Key, Long>();
    var claims = claims(shares, taken, now);
    if (claims.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
    return CompletableFuture.completedStage(accounts)
        .thenCompose(books -> books.lend(node, claims))
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              if (failure == null) return answered(answer, shares, claims, taken, pattern);
              LOG.warn("calls of tools are not counted: the books do not answer", failure);
              return Optional.empty();
            });
  }

  private synchronized List<Claim> claims(
      List<Share> shares, Map<Period.Key, Long> taken, Instant now) {
    if (free.size() >= PERIODS_MAX) free.values().removeIf(held -> !held.end().isAfter(now));
    var claims = new ArrayList<Claim>();
    for (var share : shares) {
      long held = Optional.ofNullable(free.get(share.period())).map(Held::amount).orElse(0L);
      long need = share.part().each();
      long there = Math.min(held, need);
      if (there > 0) keep(share, -there);
      taken.put(share.period(), there);
      if (there < need)
        claims.add(new Claim(share.period(), share.part().max(), need - there, share.ahead()));
    }
    return claims;
  }

  private synchronized Optional<OverLimit> answered(
      Answer answer,
      List<Share> shares,
      List<Claim> claims,
      Map<Period.Key, Long> taken,
      String pattern) {
    return switch (answer) {
      case Lent(var lent) -> {
        for (var claim : claims)
          shares.stream()
              .filter(share -> share.period().equals(claim.period()))
              .forEach(share -> keep(share, lent.get(claim.period()) - claim.need()));
        yield Optional.empty();
      }
      case Refused(var periods) -> {
        for (var share : shares) keep(share, taken.get(share.period()));
        yield shares.stream()
            .filter(share -> periods.contains(share.period()))
            .findFirst()
            .map(share -> new OverLimit(pattern, share.part(), share.end()));
      }
    };
  }

  /// A session's calls are not borrowed ahead, so it holds none.
  private void keep(Share share, long more) {
    if (more == 0 || share.end().isEmpty()) return;
    long before = Optional.ofNullable(free.get(share.period())).map(Held::amount).orElse(0L);
    if (before + more == 0) free.remove(share.period());
    else if (before > 0 || free.size() < PERIODS_MAX)
      free.put(share.period(), new Held(before + more, share.end().get()));
  }

  private Share share(SessionKey session, String name, Part part, Instant now) {
    var day = LocalDate.ofInstant(now, zone);
    var minute = now.truncatedTo(ChronoUnit.MINUTES);
    var tomorrow = Optional.of(day.plusDays(1).atStartOfDay(zone).toInstant());
    return switch (part.period()) {
      case MINUTE ->
          share(session, name, part, minute, Optional.of(minute.plus(1, ChronoUnit.MINUTES)));
      case DAY -> share(session, name, part, day, tomorrow);
      case BUDGET -> share(session, name, part, "cost " + day, tomorrow);
      case SESSION -> share(session, name, part, session.session(), Optional.empty());
    };
  }

  private static Share share(
      SessionKey session, String name, Part part, Object when, Optional<Instant> end) {
    return new Share(
        part, new Period.Key(session.tenant(), BudgetScope.TOOL, name + " " + when), end);
  }
}
