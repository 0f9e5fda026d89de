package io.parley.http.token;

import java.time.Instant;

/// A token that was just made; it is shown to nobody but the one who asked.
public record IssuedToken(String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "IssuedToken[(not shown), expiresAt=" + expiresAt + "]";
  }
}
