package io.parley.core.dial;

import io.parley.core.audit.Act;
import io.parley.core.session.Role;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Numbers that a tenant does not call. Stages fail when the store does not answer.
public interface DoNotCallList {
  /// In characters.
  int NOTE_MAX = 200;

  /// @param note why, for people; @param by who put it there
  record Entry(PhoneNumber number, Optional<String> note, Role by, Instant at) {}

  /// @param next the cursor of the next page
  record Page(List<Entry> entries, Optional<String> next) {}

  /// Adds a number, or gives it another note.
  CompletionStage<Entry> add(
      TenantId tenant, PhoneNumber number, Optional<String> note, Role by, Instant at);

  /// The same as an act of somebody, in the audit trail of the tenant, with few of the digits and
  /// without the note: a trail is never erased. A store without audit trails only stores.
  default CompletionStage<Entry> add(
      TenantId tenant, PhoneNumber number, Optional<String> note, Role by, Instant at, Act act) {
    return add(tenant, number, note, by, at);
  }

  /// @return whether it was on the list
  CompletionStage<Boolean> remove(TenantId tenant, PhoneNumber number);

  /// The same as an act of somebody, in the audit trail of the tenant.
  default CompletionStage<Boolean> remove(TenantId tenant, PhoneNumber number, Act act) {
    return remove(tenant, number);
  }

  CompletionStage<Optional<Entry>> find(TenantId tenant, PhoneNumber number);

  /// In the order of numbers.
  ///
  /// @param after the last number of the page before
  CompletionStage<Page> list(TenantId tenant, Optional<PhoneNumber> after, int limit);
}
