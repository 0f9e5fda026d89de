package io.parley.voice.sip.account;

import io.parley.core.setting.Expect;
import io.parley.outbound.setting.Section;
import java.time.Duration;

/// `parley.sip.registrations`.
///
/// @param longest a registration; telephones that ask for more get this
/// @param perAccount at once; the oldest one makes way
public record RegistrationLimits(Duration longest, int perAccount) {
  /// Shorter ones are refused with 423, but for the end of one.
  static final Duration SHORTEST = Duration.ofMinutes(1);

  static RegistrationLimits from(Section section) {
    var longest = section.duration("longest");
    Expect.between(section.name("longest"), longest, SHORTEST, Duration.ofDays(1));
    int perAccount = section.integer("per-account");
    Expect.between(section.name("per-account"), perAccount, 1, 100);
    return new RegistrationLimits(longest, perAccount);
  }
}
