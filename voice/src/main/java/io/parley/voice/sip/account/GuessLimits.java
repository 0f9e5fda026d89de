package io.parley.voice.sip.account;

import io.parley.core.limit.WrongGuesses.Terms;
import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// How guesses at passwords of accounts are slowed: `parley.sip.guesses`.
///
/// @param free wrong passwords of one address before it has to pause
/// @param freeOfName wrong passwords for one name, of all addresses; beyond that a block of
///   addresses has two guesses at this name, and then one in each longest pause
/// @param pauseMax the longest pause
/// @param forgottenAfter time without a wrong password
/// @param addressesMax how many are counted; the one quiet for longest is forgotten first
public record GuessLimits(
    int free, int freeOfName, Duration pauseMax, Duration forgottenAfter, int addressesMax) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /// A block holds more people than an address, and so does an address with a right password.
  private static final int MORE = 4;

  /// The owner at such an address must not be locked out for longer by a guessing neighbour.
  private static final Duration OWNER_PAUSE_MAX = Duration.ofMinutes(1);

  static GuessLimits from(Section section) {
    for (var key : new String[] {"free", "free-of-name", "addresses-max"})
      Expect.positive(section.name(key), section.integer(key));
    var pauseMax = section.duration("pause-max");
    Expect.between(section.name("pause-max"), pauseMax, FIRST_PAUSE, Duration.ofDays(1));
    var forgottenAfter = section.duration("forgotten-after");
    Expect.between(
        section.name("forgotten-after"), forgottenAfter, FIRST_PAUSE, Duration.ofDays(1));
    return new GuessLimits(
        section.integer("free"),
        section.integer("free-of-name"),
        pauseMax,
        forgottenAfter,
        section.integer("addresses-max"));
  }

  Terms ofAddress() {
    return new Terms(free, FIRST_PAUSE, pauseMax, forgottenAfter);
  }

  Terms ofBlock() {
    return new Terms(free * MORE, FIRST_PAUSE, pauseMax, forgottenAfter);
  }

  /// Of a name: only its count matters.
  Terms ofName() {
    return new Terms(freeOfName, FIRST_PAUSE, FIRST_PAUSE, forgottenAfter);
  }

  /// Of a name at a block of addresses, while the name is under attack.
  Terms ofNameAtBlock() {
    return new Terms(1, pauseMax, pauseMax, forgottenAfter);
  }

  /// Of a name at an address from which it has proved its password.
  Terms ofOwner() {
    var shorter = pauseMax.compareTo(OWNER_PAUSE_MAX) < 0 ? pauseMax : OWNER_PAUSE_MAX;
    return new Terms(free * MORE, FIRST_PAUSE, shorter, forgottenAfter);
  }
}
