package io.parley.server;

import io.parley.core.number.OrganisationNumbers;
import io.parley.voice.telephony.NumberBook;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/// Tells this node within a second which telephone numbers organisations have. While the store does
/// not answer, those known still lead to them.
final class NumberFeed {
  private static final Duration EVERY = Duration.ofMillis(500);

  private NumberFeed() {}

  /// Returns when they are loaded: a call to a number that this node does not know yet would be
  /// refused.
  static Duty start(ActorSystem<?> system, OrganisationNumbers stored, NumberBook known) {
    var reading = NumberedReading.begin(stored::change, stored::all, known::learn);
    return Duty.start(system, "the reading of organisations' numbers", EVERY, reading::look);
  }
}
