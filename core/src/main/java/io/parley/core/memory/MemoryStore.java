package io.parley.core.memory;

import io.parley.core.audit.Act;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The store of memories: filled from the sessions' events only, then edited by the company's
/// staff, whose corrections and deletions are final.
public interface MemoryStore {
  /// The current memories in the scope, newest first: about the customer, or of the session alone
  /// where the customer is not verified, and approved procedures of the tenant. The store's
  /// settings limit their number.
  CompletionStage<List<Memory>> held(MemoryScope scope, Set<MemoryKind> kinds);

  /// The current memories, newest first, page by page.
  ///
  /// @return fails with an [IllegalArgumentException] when `after` is no cursor of this list
  CompletionStage<MemoryPage> list(MemoryQuery query);

  /// With its corrections; empty if it no longer exists.
  CompletionStage<Optional<KeptMemory>> find(TenantId tenant, String id);

  /// Replaces its text; the earlier text is kept as a correction. The same text again changes
  /// nothing. Correcting a procedure approves it.
  ///
  /// @param text 1 to [MemoryDraft#TEXT_MAX] characters
  /// @return as it is now; empty when it is not held
  CompletionStage<Optional<KeptMemory>> correct(TenantId tenant, String id, String text, Party by);

  /// The same as an act of somebody; see [#delete(TenantId, String, Act)].
  default CompletionStage<Optional<KeptMemory>> correct(
      TenantId tenant, String id, String text, Party by, Act act) {
    return correct(tenant, id, text, by);
  }

  /// Approves a procedure for use, or withdraws the approval. Other memories need no approval and
  /// stay unchanged.
  ///
  /// @return as it is now; empty when it is not held
  CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by);

  /// The same as an act of somebody; see [#delete(TenantId, String, Act)].
  default CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by, Act act) {
    return approve(tenant, id, decision, by);
  }

  /// Erases its text, its earlier texts, and the memories that it replaced. It does not come back
  /// when the journal is read again; the journal itself keeps the event.
  ///
  /// @return whether there was something to erase
  CompletionStage<Boolean> delete(TenantId tenant, String id);

  /// The same as an act of somebody, in the audit trail of the tenant. A store without audit trails
  /// only erases.
  default CompletionStage<Boolean> delete(TenantId tenant, String id, Act act) {
    return delete(tenant, id);
  }
}
