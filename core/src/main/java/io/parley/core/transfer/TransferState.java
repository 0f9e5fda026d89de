package io.parley.core.transfer;

import java.time.Instant;

/// A call's transfer at one instant. Values come from [Transferring] alone.
public sealed interface TransferState {

  /// None is under way.
  record Idle() implements TransferState {}

  /// The agent's words so far are heard to their end first.
  record Finishing(TransferOrder order, Instant until) implements TransferState {}

  /// The leg's owner hands the caller over; nothing can stop it.
  record Handing(TransferOrder order, Instant until) implements TransferState {}

  /// The colleague is called, the caller on hold.
  record Ringing(TransferOrder order, Instant until) implements TransferState {}

  /// The colleague hears what the call is about, and is asked for a key; the caller is on hold.
  ///
  /// @param said how often it was begun; @param heard whether it was heard to its end
  record Briefing(TransferOrder order, int said, boolean heard, Instant until)
      implements TransferState {}

  /// Both people hear each other.
  ///
  /// @param agentListens whether their words still reach the session
  /// @param muted whether nobody hears the colleague
  record Bridged(TransferOrder order, boolean agentListens, boolean muted)
      implements TransferState {
    static Bridged of(TransferOrder order) {
      return new Bridged(order, true, false);
    }
  }

  /// The caller was handed over, and their leg ends.
  record Leaving(Instant until) implements TransferState {}

  /// The call is over.
  record Over() implements TransferState {}

  /// Whether the caller hears music, and is heard by nobody.
  default boolean isOnHold() {
    return this instanceof Ringing || this instanceof Briefing;
  }

  /// Whether the agent is out of it: replies are not spoken, and nothing is answered.
  default boolean isWithColleague() {
    return this instanceof Bridged || this instanceof Leaving || this instanceof Over;
  }
}
