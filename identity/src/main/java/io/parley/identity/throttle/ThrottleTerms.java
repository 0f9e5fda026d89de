package io.parley.identity.throttle;

import io.parley.core.limit.WrongGuesses.Terms;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// How wrong passwords are slowed.
///
/// @param strangers of one account from places that it does not know, all together; the longest
///   pause is how long an attack can keep a person from signing in at a new place
/// @param known of one account from one place that it knows
/// @param address of one address, whatever the account
/// @param block of one block of addresses, whatever the account
/// @param knownFor time for which a place is known after a sign-in
/// @param entriesMax of each kind on this node; the one used longest ago is forgotten first
public record ThrottleTerms(
    Terms strangers, Terms known, Terms address, Terms block, Duration knownFor, int entriesMax) {
  public ThrottleTerms {
    Expect.positive("knownFor", knownFor);
    Expect.atLeast("entriesMax", entriesMax, 1);
  }
}
