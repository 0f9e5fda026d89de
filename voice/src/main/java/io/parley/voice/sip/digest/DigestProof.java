package io.parley.voice.sip.digest;

import io.parley.voice.sip.message.Params;

/// The parts of the value of `response=` (RFC 7616, section 3.4).
///
/// @param count the value of `nc=`; empty without `qop`, as before RFC 2617
/// @param clientNonce the value of `cnonce=`; the same
record DigestProof(
    DigestAlgorithm algorithm,
    String realm,
    String nonce,
    String method,
    String uri,
    String count,
    String clientNonce) {
  static final String AUTH = "auth";

  static DigestProof of(DigestAlgorithm algorithm, Params given, String method) {
    return new DigestProof(
        algorithm,
        given.value("realm").orElse(""),
        given.value("nonce").orElse(""),
        method,
        given.value("uri").orElse(""),
        given.value("nc").orElse(""),
        given.value("cnonce").orElse(""));
  }

  String response(String user, String password) {
    var secret = algorithm.hash(user, realm, password);
    var request = algorithm.hash(method, uri);
    return count.isEmpty()
        ? algorithm.hash(secret, nonce, request)
        : algorithm.hash(secret, nonce, count, clientNonce, AUTH, request);
  }
}
