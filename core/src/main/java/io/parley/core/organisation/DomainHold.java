package io.parley.core.organisation;

import java.time.Instant;
import java.util.Optional;

/// A domain that an organisation claims. Until it is verified it leads nowhere, and other
/// organisations may claim it as well.
///
/// @param verifiedAt empty until the organisation has proved that the domain is its own
public record DomainHold(DomainChallenge challenge, Optional<Instant> verifiedAt) {
  public CustomDomain domain() {
    return challenge.domain();
  }
}
