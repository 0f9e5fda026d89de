package io.parley.voice.call;

import io.parley.voice.leg.Leg;
import java.util.function.Supplier;

/// What one call is made of.
///
/// @param after number of the session's last event before the call
record CallParts(
    CallPlan plan,
    Leg leg,
    Engines engines,
    Conversation conversation,
    long after,
    CallHouse house) {

  /// Who cannot begin leaves nobody waiting at the other end.
  <T> T orHangUp(Supplier<T> beginning) {
    try {
      return beginning.get();
    } catch (RuntimeException | Error e) {
      leg.close();
      throw e;
    }
  }
}
