package io.parley.http.token;

import java.time.Instant;

/// A new token, shown only to its requester.
public record IssuedToken(String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "IssuedToken[(not shown), expiresAt=" + expiresAt + "]";
  }
}
