package io.parley.voice.sip.account;

import io.parley.core.limit.RecentlyUsed;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.WrongGuesses;
import io.parley.core.limit.WrongGuesses.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Slows guesses at passwords, by address, by block of addresses and by name. During a pause no
/// password from there is accepted, right or wrong: accepting the right one would not slow
/// guessing. No owner is locked out by others: an address where the name was right within a day has
/// a count of its own for this name, and a name under attack leaves each block of addresses two
/// guesses. For one thread at a time.
final class AccountGuesses {
  private static final Logger LOG = LoggerFactory.getLogger(AccountGuesses.class);
  private static final Duration OWNER_FOR = Duration.ofDays(1);

  private final GuessLimits limits;
  private final Map<String, WrongGuesses> guesses;
  private final Map<String, WrongGuesses> names;
  private final Map<String, Instant> owners;
  private long wrong;

  AccountGuesses(GuessLimits limits) {
    this.limits = limits;
    // an address, its block, and a name there
    guesses = new RecentlyUsed<>(3 * limits.addressesMax());
    names = new RecentlyUsed<>(limits.addressesMax());
    owners = new RecentlyUsed<>(limits.addressesMax());
  }

  /// Whether credentials of this name from there matter now.
  boolean accepts(String name, RemoteAddress from, Instant at) {
    if (isOwner(name, from, at)) return isOpen(ofOwner(name, from), at);
    return isOpen(from.text(), at)
        && isOpen(block(from), at)
        && !(isUnderAttack(name, at) && !isOpen(atBlock(name, from), at));
  }

  private boolean isOpen(String place, Instant at) {
    var known = guesses.get(place);
    return known == null || known.pauseLeft(at).isZero();
  }

  private boolean isUnderAttack(String name, Instant at) {
    var known = names.get(name);
    return known != null
        && known.count() > limits.freeOfName()
        && known.last().plus(limits.forgottenAfter()).isAfter(at);
  }

  /// A wrong password, while [#accepts] was true.
  void wrong(String name, RemoteAddress from, Instant at) {
    wrong++;
    if (isOwner(name, from, at)) {
      count(ofOwner(name, from), at, limits.ofOwner());
      return;
    }
    var terms = limits.ofAddress();
    if (count(from.text(), at, terms) == terms.free() + 1)
      LOG.warn("wrong passwords of telephones from {}: further ones are slowed", from);
    count(block(from), at, limits.ofBlock());
    count(atBlock(name, from), at, limits.ofNameAtBlock());
    names.merge(
        name,
        WrongGuesses.NONE.plus(at, limits.ofName()),
        (known, _) -> known.plus(at, limits.ofName()));
  }

  private int count(String place, Instant at, Terms terms) {
    var after = guesses.getOrDefault(place, WrongGuesses.NONE).plus(at, terms);
    guesses.put(place, after);
    return after.count();
  }

  /// The right password.
  void right(String name, RemoteAddress from, Instant at) {
    owners.put(ofOwner(name, from), at);
  }

  private boolean isOwner(String name, RemoteAddress from, Instant at) {
    var last = owners.get(ofOwner(name, from));
    return last != null && last.plus(OWNER_FOR).isAfter(at);
  }

  /// All wrong passwords so far that counted.
  long wrong() {
    return wrong;
  }

  private static String block(RemoteAddress from) {
    return "block " + from.block().text();
  }

  private static String atBlock(String name, RemoteAddress from) {
    return "at " + from.block().text() + " " + name;
  }

  private static String ofOwner(String name, RemoteAddress from) {
    return "owner " + from.text() + " " + name;
  }
}
