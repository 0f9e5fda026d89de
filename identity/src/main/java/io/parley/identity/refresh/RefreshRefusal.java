package io.parley.identity.refresh;

/// Why a refresh token is refused. For logs; its sender learns no more than that it was.
public enum RefreshRefusal {
  /// Of another form, or of no family that is stored.
  UNKNOWN,
  /// The sign-in is too old, or was not used for too long.
  EXPIRED,
  /// The sign-in was revoked before.
  REVOKED,
  /// The token was replaced before, so two parties have it: the sign-in is revoked by this use.
  REUSED,
  /// Other uses at the same time came first, too often.
  BUSY
}
