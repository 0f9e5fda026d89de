package io.parley.core.tool.source;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Signs tool sources in at authorization servers (OAuth 2.1, authorization code with PKCE): an
/// operator begins, agrees on a page of the authorization server, and is sent back.
public interface SignInDesk {
  /// Where this installation is reached from outside.
  ///
  /// @param callback the address that a browser is sent back to
  /// @param client the address of this installation's description for authorization servers (OAuth
  ///   Client ID Metadata Document); empty if no server outside can read it
  record Place(URI callback, Optional<URI> client) {}

  /// The outcome of beginning.
  sealed interface Begun {
    /// The operator opens this address in a browser within ten minutes.
    record At(URI page) implements Begun {}

    /// The source does not sign in.
    record Wrong(String reason) implements Begun {}

    /// A server outside did not say what is needed.
    record Failed(String reason) implements Begun {}

    /// There is no source of this name.
    record Missing() implements Begun {}

    /// This installation has no key to encrypt tokens with.
    record NoKey() implements Begun {}
  }

  /// The outcome of a browser's return.
  enum Finished {
    /// The source has its tokens.
    CONNECTED,
    /// The state is unknown, was used, or has expired.
    UNKNOWN,
    /// The operator or the authorization server refused, or the answer is not the one expected.
    REFUSED
  }

  /// Begins a sign-in; the audit trail of the tenant tells of it.
  CompletionStage<Begun> begin(TenantId tenant, String source, Place place, Act act);

  /// Exchanges what the browser brought back for tokens.
  ///
  /// @param parameters of the address: `code` or `error`, `state`, `iss`
  CompletionStage<Finished> finish(Map<String, String> parameters);

  /// Deletes a source's tokens, and revokes them if the authorization server can (RFC 7009).
  ///
  /// @return false if there is no source of this name
  CompletionStage<Boolean> signOut(TenantId tenant, String source, Act act);
}
