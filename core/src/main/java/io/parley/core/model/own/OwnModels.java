package io.parley.core.model.own;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores the models of organisations: versions that are only added, and the key of the newest one,
/// encrypted. Thread safe.
public interface OwnModels {
  /// The most versions that an organisation may ever add.
  int VERSIONS_MAX = 10_000;

  /// One version.
  ///
  /// @param number from 1
  record Version(TenantId tenant, int number, OwnModel model, Instant at) {}

  /// A version in the list of an organisation.
  ///
  /// @param by the author, see [io.parley.core.audit.Actor#text]
  record Listed(Version version, String by) {}

  /// An organisation as nodes know it.
  ///
  /// @param current empty if it has removed its model
  record Head(TenantId tenant, Optional<Version> current) {}

  /// @param change the number of the last change that is in it
  record Loaded(long change, List<Head> heads) {
    public Loaded {
      heads = List.copyOf(heads);
    }
  }

  /// The result of a change.
  sealed interface Put {}

  /// It is the newest version now; the same one as before if nothing is different and no key came.
  record Newest(Version version) implements Put {}

  /// There is no key for this server yet; one of another server is not sent to it.
  record KeyMissing() implements Put {}

  /// This installation has no key to encrypt it with.
  record Locked() implements Put {}

  /// The organisation has added [#VERSIONS_MAX] versions.
  record Full() implements Put {}

  /// Somebody else has changed or removed it since its author read it; nothing is stored.
  ///
  /// @param newest its newest version; 0 if the organisation has none
  record Differs(int newest) implements Put {}

  /// Adds a version, which takes the place of the one before.
  ///
  /// @param key empty to keep that of the version before, if it is at the same server
  /// @param expected the newest version that its author has seen, 0 for none; empty to write over
  ///   whatever is there
  CompletionStage<Put> put(
      TenantId tenant, OwnModel model, Optional<String> key, Optional<Integer> expected, Act act);

  /// The installation's models answer again. The key is deleted; versions stay.
  ///
  /// @return false if there is none
  CompletionStage<Boolean> remove(TenantId tenant, Act act);

  /// The newest version, unless it is removed.
  CompletionStage<Optional<Version>> current(TenantId tenant);

  /// The newest versions, also of a removed model, the newest first.
  CompletionStage<List<Listed>> versions(TenantId tenant, int limit);

  /// The key of a version. Empty if it is not the newest any more, or if this node cannot decrypt
  /// it.
  CompletionStage<Optional<String>> key(Version version);

  /// A number that rises with every change of any organisation. Nodes read it often.
  CompletionStage<Long> change();

  /// Of all organisations: those behind the number of a change; 0 for all.
  CompletionStage<Loaded> since(long change);
}
