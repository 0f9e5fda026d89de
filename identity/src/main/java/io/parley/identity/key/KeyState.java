package io.parley.identity.key;

/// The use of a signing key at a moment.
public enum KeyState {
  /// Published, so that verifiers know it before it signs.
  NEXT,
  /// Signs.
  CURRENT,
  /// Verifies the tokens that it signed.
  RETIRING,
  /// All its tokens have expired.
  GONE
}
