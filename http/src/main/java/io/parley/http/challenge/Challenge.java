package io.parley.http.challenge;

import io.parley.core.limit.RemoteAddress;
import java.time.Instant;
import java.util.Optional;

/// Tells visitors from programs, or makes a visit cost a program something. Thread safe.
public interface Challenge {
  sealed interface Verdict {}

  /// The visitor may go on.
  record Passed() implements Verdict {}

  /// @param challenge to be answered, in a form of its own kind; visible ASCII
  /// @param detail what was wrong with the answer, or that one is needed
  record Demanded(String challenge, String detail) implements Verdict {}

  /// @param answer as it came in `Challenge-Answer`
  /// @param pressure how much of what strangers may do is used, 0 to 1
  Verdict check(RemoteAddress from, Optional<String> answer, double pressure, Instant now);
}
