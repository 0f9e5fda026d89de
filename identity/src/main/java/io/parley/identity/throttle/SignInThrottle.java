package io.parley.identity.throttle;

import io.parley.core.limit.RecentlyUsed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Slows guesses at passwords on this node (after OWASP's device cookies). A person's own places, a
/// browser with the cookie of an earlier sign-in and an address of a recent one, have counters of
/// their own, which no stranger reaches: guesses from elsewhere slow other strangers alone.
///
/// | place | counters |
/// |---|---|
/// | known browser | its own for the account |
/// | known address | its own for the account, and the address's |
/// | any other | the account's for strangers, the address's, the block's |
///
/// During a pause no password is compared, right or wrong: accepting the right one would not slow
/// guessing. Thread safe; time is given.
public final class SignInThrottle {
  private final ThrottleTerms terms;
  private final Counters strangers;
  private final Counters known;
  private final Counters addresses;
  private final Counters blocks;

  /// Account and address of sign-ins, with the time of the last.
  private final Map<Place, Instant> places;

  private record Place(String account, String address) {}

  /// A key of a counter.
  private record Counted(Counters counters, String key) {}

  public SignInThrottle(ThrottleTerms terms) {
    this.terms = terms;
    this.strangers = new Counters(terms.strangers(), terms.entriesMax());
    this.known = new Counters(terms.known(), terms.entriesMax());
    this.addresses = new Counters(terms.address(), terms.entriesMax());
    this.blocks = new Counters(terms.block(), terms.entriesMax());
    this.places = new RecentlyUsed<>(terms.entriesMax());
  }

  /// The answer to a try.
  public sealed interface Admission {}

  /// Not compared; the same for accounts that do not exist.
  ///
  /// @param pause until the next try
  public record Slowed(Duration pause) implements Admission {}

  /// The password is compared. One of the three methods must be called then.
  public final class Admitted implements Admission {
    private final SignInAttempt attempt;
    private final List<Counted> counted;

    private Admitted(SignInAttempt attempt, List<Counted> counted) {
      this.attempt = attempt;
      this.counted = counted;
    }

    /// The password was right: the person's own wrong guesses are forgotten, and the place is known
    /// from now on. Guesses of the address are not: an attacker may have an account too.
    public void right(Instant now) {
      synchronized (SignInThrottle.this) {
        end();
        for (var each : counted) if (each.counters() == known) known.forget(each.key());
        places.put(new Place(attempt.account(), attempt.address().text()), now);
      }
    }

    /// The password was wrong, or there is no such account.
    public void wrong(Instant now) {
      synchronized (SignInThrottle.this) {
        end();
        for (var each : counted) each.counters().wrong(each.key(), now);
      }
    }

    /// Nothing was compared.
    public void abandoned() {
      synchronized (SignInThrottle.this) {
        end();
      }
    }

    private void end() {
      for (var each : counted) each.counters().end(each.key());
    }
  }

  /// Whether a password may be compared now.
  public synchronized Admission begin(SignInAttempt attempt, Instant now) {
    var counted = counted(attempt, now);
    var pause =
        counted.stream()
            .map(each -> each.counters().pauseLeft(each.key(), now))
            .max(Duration::compareTo)
            .orElseThrow();
    if (pause.isPositive()) return new Slowed(pause);
    for (var each : counted) each.counters().begin(each.key());
    return new Admitted(attempt, counted);
  }

  private List<Counted> counted(SignInAttempt attempt, Instant now) {
    var address = attempt.address().text();
    if (attempt.device().isPresent())
      return List.of(new Counted(known, key("device", attempt.account(), attempt.device().get())));
    var ofAddress = new Counted(addresses, address);
    if (isKnown(attempt, now))
      return List.of(ofAddress, new Counted(known, key("address", attempt.account(), address)));
    return List.of(
        ofAddress,
        new Counted(strangers, attempt.account()),
        new Counted(blocks, attempt.address().block().text()));
  }

  private boolean isKnown(SignInAttempt attempt, Instant now) {
    var last = places.get(new Place(attempt.account(), attempt.address().text()));
    return last != null && last.plus(terms.knownFor()).isAfter(now);
  }

  /// Accounts come last: they may have any character.
  private static String key(String kind, String account, String place) {
    return kind + " " + place.length() + " " + place + " " + account;
  }
}
