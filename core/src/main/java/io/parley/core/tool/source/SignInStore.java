package io.parley.core.tool.source;

import io.parley.core.audit.Act;
import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores tokens of tool sources, and sign-ins that wait for the operator's browser. Values are
/// encrypted; each belongs to a tenant, a source and the host of the source's server. Thread safe.
public interface SignInStore {
  /// The most characters of a value.
  int VALUE_MAX = 65_536;

  /// The outcome of storing something.
  enum Stored {
    /// It is stored.
    DONE,
    /// There is no such source.
    MISSING,
    /// This installation has no key to encrypt it with.
    NO_KEY
  }

  /// A sign-in that was begun.
  ///
  /// @param host of the source's server
  /// @param value as its kind wrote it
  record Begun(TenantId tenant, String source, SecretHost host, String value) {}

  /// Tokens.
  ///
  /// @param version another one after each change
  /// @param isRefused whether the authorization server refused to renew them
  /// @param value as its kind wrote it
  record Held(long version, boolean isRefused, String value) {}

  /// Stores a sign-in that was begun. Expired ones of all sources are deleted.
  ///
  /// @param state comes back with the browser, and is not stored itself
  CompletionStage<Stored> begin(String state, Begun begun, Duration valid);

  /// The same as an act of somebody, in the audit trail of the tenant. A store without audit trails
  /// only stores it.
  default CompletionStage<Stored> begin(String state, Begun begun, Duration valid, Act act) {
    return begin(state, begun, valid);
  }

  /// Takes a sign-in out: a state counts once.
  ///
  /// @return empty if there is none of this state, it has expired, or it cannot be read
  CompletionStage<Optional<Begun>> take(String state);

  /// Stores the tokens of a new sign-in in place of earlier ones: all nodes open the source again.
  /// A store with audit trails tells that it was completed: by the program, since a returning
  /// browser proves nobody.
  CompletionStage<Stored> put(TenantId tenant, String source, SecretHost host, String value);

  /// The tokens of a source.
  ///
  /// @param server the address of the source's server
  /// @return empty if there are none, they belong to another host, or they cannot be read
  CompletionStage<Optional<Held>> find(TenantId tenant, String source, URI server);

  /// Reserves the renewal for the caller: none other gets it before [#renewed], [#refused] or
  /// [#release], or before the time has passed.
  ///
  /// @return the version to name then; empty if another one renews, or the tokens have changed
  CompletionStage<Optional<Long>> claim(
      TenantId tenant, String source, long version, Duration valid);

  /// Stores renewed tokens.
  ///
  /// @return false if they have changed meanwhile; then nothing is stored
  CompletionStage<Boolean> renewed(
      TenantId tenant, String source, SecretHost host, long version, String value);

  /// Notes that the tokens cannot be renewed any more.
  ///
  /// @return false if they have changed meanwhile
  CompletionStage<Boolean> refused(TenantId tenant, String source, long version);

  /// Gives a reservation back: the renewal failed, and may succeed later.
  CompletionStage<Void> release(TenantId tenant, String source, long version);

  /// Notes scopes that the source's server wants beside those of the token.
  ///
  /// @return false if they were known, or there are no tokens
  CompletionStage<Boolean> want(TenantId tenant, String source, List<String> scopes);

  /// Deletes the tokens of a source, and its sign-ins that were begun.
  ///
  /// @return false if there were no tokens
  CompletionStage<Boolean> delete(TenantId tenant, String source);

  /// The same as an act of somebody; see [#begin(String, Begun, Duration, Act)].
  default CompletionStage<Boolean> delete(TenantId tenant, String source, Act act) {
    return delete(tenant, source);
  }
}
