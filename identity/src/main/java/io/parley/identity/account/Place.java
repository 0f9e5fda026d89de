package io.parley.identity.account;

import io.parley.core.limit.RemoteAddress;
import java.util.Optional;

/// The place of a request.
///
/// @param device the cookie of an earlier sign-in in this browser, as it was sent: not checked yet
public record Place(RemoteAddress address, Optional<String> device) {
  /// Without the cookie, for logs.
  @Override
  public String toString() {
    return "Place[" + address + "]";
  }
}
