package io.parley.core.tool;

import io.parley.core.party.Party;
import java.util.List;
import java.util.Optional;

/// The consent that a call has so far.
///
/// @param agreed the people that agreed to the call as it is now, in order
/// @param requested arguments that the model asked for; present once somebody changed them
public record Consent(List<Party> agreed, Optional<Json> requested) {
  public static final Consent NONE = new Consent(List.of(), Optional.empty());

  public Consent {
    agreed = List.copyOf(agreed);
  }
}
