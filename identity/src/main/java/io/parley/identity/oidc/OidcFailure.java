package io.parley.identity.oidc;

/// Ends a sign-in. Its message is for logs: no address, no code, no token.
final class OidcFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final OidcRefusal reason;

  OidcFailure(OidcRefusal reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  OidcFailure(OidcRefusal reason, String detail, Exception cause) {
    super(detail, cause);
    this.reason = reason;
  }

  OidcRefusal reason() {
    return reason;
  }
}
