package io.parley.identity.jws;

/// Why a token is refused. For logs and counters; the sender learns no more than that it was.
public enum TokenRefusal {
  /// Longer than the limit.
  OVERSIZED,
  /// Not a token in the compact form: other characters, another Base64, no JSON objects.
  MALFORMED,
  /// An algorithm that is not accepted, such as `none`, or not the one of the key.
  ALGORITHM,
  /// Extensions that are not understood.
  EXTENDED,
  /// A token of another kind, by its `typ`.
  TYPE,
  /// No `kid`, or no key of this id.
  KEY,
  /// The keys are published, and their address has not answered: the token may be right.
  UNREACHABLE,
  /// Not signed by the key.
  SIGNATURE,
  /// A claim is missing, or of another form.
  CLAIMS,
  /// Of another issuer.
  ISSUER,
  /// For another audience.
  AUDIENCE,
  /// Without an organisation, or of another one.
  ORGANISATION,
  /// After its end.
  EXPIRED,
  /// Before its beginning.
  NOT_YET,
  /// Valid for longer than allowed.
  LIFETIME
}
