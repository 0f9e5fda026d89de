package io.parley.core.secret;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// Stores the secrets of tenants, encrypted. Thread safe.
public interface Secrets {
  /// The most characters of a value.
  int VALUE_MAX = 8_192;

  /// The most secrets of one tenant.
  int COUNT_MAX = 500;

  /// Names: `[A-Za-z0-9._-]{1,64}`.
  Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /// A secret without its value.
  ///
  /// @param key the id of the key that encrypts it
  /// @param isReadable whether this node has that key
  record Listed(String name, SecretHost host, String key, boolean isReadable, Instant updatedAt) {}

  /// The outcome of storing a secret.
  enum Stored {
    /// It is stored.
    DONE,
    /// The tenant has [#COUNT_MAX] already.
    TOO_MANY,
    /// This installation has no key to encrypt it with.
    NO_KEY
  }

  /// Stores a secret, in place of the one of this name.
  CompletionStage<Stored> put(TenantId tenant, String name, SecretHost host, String value);

  /// The same as an act of somebody, in the audit trail of the tenant, without the value. A store
  /// without audit trails only stores.
  default CompletionStage<Stored> put(
      TenantId tenant, String name, SecretHost host, String value, Act act) {
    return put(tenant, name, host, value);
  }

  /// All secrets of a tenant by name, without values.
  CompletionStage<List<Listed>> list(TenantId tenant);

  /// @return false if there was none
  CompletionStage<Boolean> delete(TenantId tenant, String name);

  /// The same as an act of somebody, in the audit trail of the tenant.
  default CompletionStage<Boolean> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name);
  }

  /// The value of a secret for a request to `target`. Empty if there is no secret of this name, if
  /// it belongs to another host, or if this node has no key for it.
  CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target);
}
