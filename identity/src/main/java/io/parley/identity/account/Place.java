package io.parley.identity.account;

import io.parley.core.limit.RemoteAddress;
import java.util.Optional;

/// The place of a request.
///
/// @param device the cookie of an earlier sign-in in this browser, as it was sent: not checked yet
/// @param language in which its user reads, a tag of BCP 47; empty if the request names none
public record Place(RemoteAddress address, Optional<String> device, Optional<String> language) {
  /// Of a request that names no language.
  public Place(RemoteAddress address, Optional<String> device) {
    this(address, device, Optional.empty());
  }

  /// Without the cookie, for logs.
  @Override
  public String toString() {
    return "Place[" + address + "]";
  }
}
