package io.parley.http.session;

import io.parley.http.json.JsonText;

/// The sender of a request about one session, by its credential.
enum Sender {
  /// No credential.
  NONE,
  /// A text that is no token.
  GARBAGE,
  /// The customer of the session.
  OWN,
  /// The customer of another session.
  OTHER,
  /// The customer of the session, with a token that has expired.
  EXPIRED,
  /// The customer of the session, whose tokens are revoked.
  REVOKED,
  AGENT,
  OPERATOR,
  /// An API key with all scopes that there are.
  KEY_ALL,
  KEY_READ,
  KEY_START,
  KEY_OVERSEE,
  /// An API key with all scopes, revoked.
  KEY_REVOKED,
  /// An API key with all scopes, from an address that may not use it.
  KEY_ELSEWHERE;

  /// As in the table.
  String word() {
    return JsonText.word(this);
  }
}
