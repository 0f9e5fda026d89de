package io.parley.core.model.own;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores the budgets of organisations, in versions that are only added. Thread safe. Nodes read
/// them with the models: [OwnModels#since].
public interface OwnBudgets {
  /// The most versions that an organisation may ever add.
  int VERSIONS_MAX = 10_000;

  /// One version.
  ///
  /// @param number from 1
  record Version(TenantId tenant, int number, OwnBudget budget, Instant at) {}

  /// The result of a change.
  sealed interface Put {}

  /// It is the newest version now; the same one as before if nothing is different.
  record Newest(Version version) implements Put {}

  /// The organisation has no model of the name `cheaper`.
  record CheaperMissing() implements Put {}

  /// The organisation has added [#VERSIONS_MAX] versions.
  record Full() implements Put {}

  /// Somebody else has changed them since their author read them; nothing is stored.
  ///
  /// @param newest the newest version; 0 if there is none
  record Differs(int newest) implements Put {}

  /// Adds a version, which takes the place of the one before. A limit counts the calls that begin
  /// while there is one for its kind of period; another limit does not begin the period again.
  ///
  /// @param expected the newest version that its author has seen, 0 for none; empty to write over
  ///   whatever is there
  CompletionStage<Put> put(TenantId tenant, OwnBudget budget, Optional<Integer> expected, Act act);

  /// The newest version.
  CompletionStage<Optional<Version>> current(TenantId tenant);
}
