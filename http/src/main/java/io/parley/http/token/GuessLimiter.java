package io.parley.http.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.WrongGuesses;
import io.parley.http.limit.Refusals;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Slows guesses at the staff's tokens, per address and per block of addresses, on each node
/// separately. During a pause no token from there is compared, right or wrong: accepting the right
/// one would not slow guessing. So that strangers cannot lock staff out, only the guessing address
/// pauses, and an address with a right token within the last day is exempt from its block's pauses,
/// has more free attempts and pauses for a minute at most. Thread safe.
public final class GuessLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(GuessLimiter.class);
  private static final Duration STAFF_FOR = Duration.ofDays(1);

  private final GuessSettings settings;
  private final Cache<String, WrongGuesses> guesses;
  private final Cache<RemoteAddress, Instant> staff;
  private final Counter wrong;
  private final Refusals refusals;

  public GuessLimiter(GuessSettings settings, MeterRegistry registry) {
    this.settings = settings;
    // an address and its block, each
    this.guesses =
        Caffeine.newBuilder()
            .maximumSize(2L * settings.addressesMax())
            .expireAfterWrite(settings.forgottenAfter().plus(settings.pauseMax()))
            .build();
    this.staff = Caffeine.newBuilder().maximumSize(settings.addressesMax()).build();
    this.wrong =
        Counter.builder("parley.tokens.wrong")
            .description("wrong tokens that may have been guesses at the staff's")
            .register(registry);
    this.refusals = new Refusals(registry);
  }

  /// @return how long tokens from there are not compared; zero when they are
  public Duration pauseLeft(RemoteAddress from, Instant now) {
    var own = left(from.text(), now);
    if (isStaffs(from, now)) return own;
    var blocks = left(block(from), now);
    return own.compareTo(blocks) > 0 ? own : blocks;
  }

  /// An unknown address is its own block, and still counted as each.
  private static String block(RemoteAddress from) {
    return "block " + from.block().text();
  }

  private Duration left(String place, Instant now) {
    var known = guesses.getIfPresent(place);
    return known == null ? Duration.ZERO : known.pauseLeft(now);
  }

  /// Counts a token that was not compared.
  public void refused() {
    refusals.count(Limit.WRONG_TOKENS);
  }

  /// Counts a wrong token.
  public void wrong(RemoteAddress from, Instant now) {
    wrong.increment();
    count(from.text(), now, isStaffs(from, now) ? settings.ofStaff() : settings.ofAddress());
    count(block(from), now, settings.ofBlock());
  }

  private void count(String place, Instant now, WrongGuesses.Terms terms) {
    var after =
        guesses
            .asMap()
            .compute(
                place, (_, known) -> (known == null ? WrongGuesses.NONE : known).plus(now, terms));
    // logged once, not for every guess
    if (after.count() == terms.free() + 1)
      LOG.warn(
          "wrong tokens from {}: {}; requests from there are slowed from now on",
          place,
          after.count());
  }

  /// Remembers that a right token of staff came from there.
  public void right(RemoteAddress from, Instant now) {
    staff.put(from, now);
  }

  private boolean isStaffs(RemoteAddress from, Instant now) {
    var last = staff.getIfPresent(from);
    return last != null && last.plus(STAFF_FOR).isAfter(now);
  }
}
