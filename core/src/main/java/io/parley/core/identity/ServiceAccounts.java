package io.parley.core.identity;

import io.parley.core.access.CustomRole;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores service accounts of organisations: they have roles as people have, and no password. Their
/// API keys act for them. Thread safe.
public interface ServiceAccounts {
  /// The most accounts of an organisation.
  int COUNT_MAX = 50;

  /// An account.
  ///
  /// @param name for people; unique within the organisation
  /// @param roles without `OWNER`: an owner is a person
  record Account(
      ServiceAccountId id, TenantId organisation, String name, RoleSet roles, Instant createdAt) {
    /// The most characters of a name, in UTF-16.
    public static final int NAME_MAX = 100;

    public Account {
      Expect.notBlank("name", name);
      Expect.between("length of the name", name.length(), 1, NAME_MAX);
      Expect.that("roles", !roles.isOwner(), "none that makes an owner");
    }
  }

  /// The outcome of a change.
  enum Stored {
    DONE,
    /// The organisation has [#COUNT_MAX] already.
    FULL,
    /// Another account has the name.
    TAKEN,
    /// The organisation has no role of a name that the account should have.
    UNKNOWN_ROLE,
    /// There is none of this id.
    MISSING
  }

  /// Stores a new account, with an entry in the organisation's audit trail.
  ///
  /// @param act its author
  CompletionStage<Stored> create(Account account, Act act);

  /// Stores name and roles of an account, likewise. Its keys have the rights of the new roles.
  CompletionStage<Stored> change(Account account, Act act);

  CompletionStage<Optional<Account>> find(TenantId organisation, ServiceAccountId id);

  /// The accounts of an organisation, by name.
  CompletionStage<List<Account>> list(TenantId organisation);

  /// Roles that the organisation made for itself.
  CompletionStage<List<CustomRole>> customRoles(TenantId organisation);

  /// Deletes an account and revokes its keys, with entries in the organisation's audit trail.
  ///
  /// @return the ids of the keys that were valid; empty if there is no such account
  CompletionStage<Optional<List<String>>> remove(
      TenantId organisation, ServiceAccountId id, Act act);
}
