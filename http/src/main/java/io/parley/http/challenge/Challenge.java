package io.parley.http.challenge;

import io.parley.core.limit.RemoteAddress;
import java.time.Instant;
import java.util.Optional;

/// Tells visitors from programs, or makes each start cost a program something. Thread safe.
public interface Challenge {
  sealed interface Verdict {}

  /// The visitor may continue.
  record Passed() implements Verdict {}

  /// @param challenge to be answered, in its own format; visible ASCII
  /// @param detail the mistake in the answer, or that one is needed
  record Demanded(String challenge, String detail) implements Verdict {}

  /// @param answer as received in `Challenge-Answer`
  /// @param pressure the used part of the visitors' limit, 0 to 1
  Verdict check(RemoteAddress from, Optional<String> answer, double pressure, Instant now);
}
