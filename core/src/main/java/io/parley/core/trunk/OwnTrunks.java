package io.parley.core.trunk;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores the trunks of organisations, their passwords encrypted. Every node keeps all trunks in
/// memory. Stages fail as the store does. Thread safe.
public interface OwnTrunks {
  /// The most trunks of an organisation.
  int TRUNKS_MAX = 5;

  /// A trunk as it is stored.
  ///
  /// @param version counts its changes, from 1
  /// @param line the user of our address for this version: random, so that a call to it comes from
  ///   the registrar that was told it, or from somebody to whom that has passed it on
  /// @param at when it was changed
  record Stored(TrunkName name, int version, String line, OwnTrunk trunk, Instant at) {
    public TenantId tenant() {
      return name.tenant();
    }
  }

  /// How a trunk goes.
  enum Standing {
    /// Its calls come.
    REGISTERED,
    /// The provider has refused it: user, login or password.
    REFUSED,
    /// The provider does not answer.
    NO_ANSWER,
    /// The host has no address that may be reached.
    NOT_FOUND,
    /// This installation has as many trunks as it works with, or cannot decrypt the password, or
    /// the organisation is suspended.
    LEFT_OUT
  }

  /// The last report of a node about a version of a trunk.
  ///
  /// @param since when it became so
  record Told(Standing standing, Instant since) {}

  /// A trunk in the list of its organisation.
  ///
  /// @param told empty while no node has tried this version
  record Listed(Stored stored, Optional<Told> told) {}

  /// The result of a change.
  sealed interface Put {}

  /// It holds now, or held before if nothing is different and no password came.
  record Newest(Stored stored) implements Put {}

  /// There is no password for this line yet; that of another one is not sent to it.
  record PasswordMissing() implements Put {}

  /// This installation has no key to encrypt it with.
  record Locked() implements Put {}

  /// The organisation has [#TRUNKS_MAX] others.
  record Full() implements Put {}

  /// Stores a trunk in place of the one of this name, and tells so in the organisation's audit
  /// trail.
  ///
  /// @param password empty to keep the one before, if it is of the same line
  CompletionStage<Put> put(TrunkName name, OwnTrunk trunk, Optional<String> password, Act act);

  /// Deletes a trunk with its password, and tells so in the organisation's audit trail.
  ///
  /// @return false if there is none
  CompletionStage<Boolean> remove(TrunkName name, Act act);

  /// Those of one organisation, by name.
  CompletionStage<List<Listed>> of(TenantId tenant);

  /// The password of a version. Empty if it is not the newest any more, or if this node cannot
  /// decrypt it.
  CompletionStage<Optional<String>> password(Stored stored);

  /// Notes how a trunk goes, unless another version holds by now.
  CompletionStage<Void> tell(Stored stored, Told told);

  /// Another, larger number whenever a trunk was changed. Nodes read it often.
  CompletionStage<Long> change();

  /// Those of all organisations, the oldest first.
  CompletionStage<List<Stored>> all();
}
