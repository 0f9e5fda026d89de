package io.parley.tools.source;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Signs one source in at an authorization server. All calls block for some seconds at most, and
/// fail with a [SourceFailure].
public interface SourceSignIn {
  /// A sign-in that was begun.
  ///
  /// @param page for the operator's browser
  /// @param state that the browser brings back
  /// @param value to be stored as a secret until then
  record Begun(URI page, String state, String value) {
    /// The value is never printed.
    @Override
    public String toString() {
      return "Begun";
    }
  }

  /// The address of the source's server, to which the tokens belong.
  URI server();

  /// @param callback where the browser is sent back to
  /// @param client the address of this installation's description, if the world can read it
  /// @param before the value of an earlier sign-in
  /// @param wider scopes that are wanted besides
  Begun begin(URI callback, Optional<URI> client, Optional<String> before, Set<String> wider);

  /// @param value of [Begun]
  /// @param returned what the browser brought back
  /// @return the tokens, to be stored as a secret
  String finish(String value, Map<String, String> returned);

  /// Makes tokens useless, if the authorization server can.
  void revoke(String tokens);
}
