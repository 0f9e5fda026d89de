package io.parley.server;

import io.parley.core.organisation.StoppedOrganisations;
import io.parley.sessions.entry.StoppedTenants;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/// Tells this node within a few seconds that an organisation is stopped, or is served again. While
/// the store does not answer, those known are still refused.
final class StopFeed {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private StopFeed() {}

  /// Returns when they are loaded: a node that has just started must not serve them either.
  static Duty start(ActorSystem<?> system, StoppedOrganisations stored, StoppedTenants known) {
    return start(system, stored, known, EVERY);
  }

  /// @param every pause between two looks
  static Duty start(
      ActorSystem<?> system, StoppedOrganisations stored, StoppedTenants known, Duration every) {
    var reading = NumberedReading.begin(stored::version, stored::all, known::are);
    return Duty.start(system, "the reading of stopped organisations", every, reading::look);
  }
}
