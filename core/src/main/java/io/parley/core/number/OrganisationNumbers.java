package io.parley.core.number;

import io.parley.core.audit.Act;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Stores which organisation has which telephone number, and how it answers. Each number is one
/// organisation's at most. Every node keeps all of them in memory. Stages fail as the store does.
/// Thread safe.
public interface OrganisationNumbers {
  /// The most numbers of one organisation.
  int MAX = 200;

  /// Outcome of an assignment.
  enum Assigned {
    /// The organisation has the number now, or had it before.
    DONE,
    NO_ORGANISATION,
    /// Another organisation has it.
    TAKEN,
    /// The organisation has [#MAX] others.
    FULL
  }

  /// Another, larger number whenever a row was changed.
  CompletionStage<Long> change();

  /// Those of all organisations.
  CompletionStage<List<OrganisationNumber>> all();

  /// Those of one organisation, by their digits.
  CompletionStage<List<OrganisationNumber>> of(TenantId tenant);

  /// Gives a number to an organisation, and tells so in its audit trail unless it had the number.
  CompletionStage<Assigned> assign(TenantId tenant, PhoneNumber number, Act act);

  /// Takes a number from an organisation, and tells so in its audit trail.
  ///
  /// @return whether it had the number
  CompletionStage<Boolean> release(TenantId tenant, PhoneNumber number, Act act);

  /// Replaces how a number is answered, and tells so in the organisation's audit trail unless it is
  /// the same.
  ///
  /// @return whether the organisation has the number
  CompletionStage<Boolean> answer(OrganisationNumber wanted, Act act);
}
