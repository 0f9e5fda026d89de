package io.parley.identity.apikey;

/// Why an API key is refused. For logs and the owner's list; its sender learns no more than that it
/// was.
public enum ApiKeyRefusal {
  /// Of another form, or none that is stored.
  UNKNOWN,
  /// The rest of the key is wrong.
  SECRET,
  REVOKED,
  EXPIRED,
  /// Its owner is gone, or has none of the permissions that are the key's scopes.
  RIGHTS,
  /// Sent from an address that may not use it.
  ADDRESS
}
