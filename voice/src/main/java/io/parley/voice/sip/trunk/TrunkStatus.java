package io.parley.voice.sip.trunk;

import java.util.Optional;

/// The operators' view of a trunk.
///
/// @param isRegistered true where no registration is needed
/// @param isUp whether its other end answers, as far as is known
/// @param calls at once now
/// @param outcome of the last attempt to register; empty before the first one, and where none is
///   needed
public record TrunkStatus(
    boolean isRegistered, boolean isUp, int calls, Optional<Outcome> outcome) {

  /// The result of an attempt to register.
  public enum Outcome {
    REGISTERED,
    /// The other end has refused it.
    REFUSED,
    NO_ANSWER,
    /// The registrar has no address that may be reached.
    NOT_FOUND
  }
}
