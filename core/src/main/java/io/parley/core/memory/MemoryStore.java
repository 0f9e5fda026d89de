package io.parley.core.memory;

import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Approval;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Where memories are kept: filled from the sessions' events and from nowhere else, and then in the
/// hands of the company's people. What they have corrected or deleted stays so.
public interface MemoryStore {
  /// What is held now that the scope may see, newest first: of the customer, or of the session
  /// alone where no customer is known for certain, and procedures of the tenant that a person has
  /// approved. How many there may be is the store's setting.
  CompletionStage<List<Memory>> held(MemoryScope scope, Set<MemoryKind> kinds);

  /// What is held now, newest first, page by page.
  ///
  /// @return fails with an [IllegalArgumentException] when `after` is no cursor of this list
  CompletionStage<MemoryPage> list(MemoryQuery query);

  /// With its corrections; empty when it is not held any more.
  CompletionStage<Optional<KeptMemory>> find(TenantId tenant, String id);

  /// Says it in other words, or says something else. What it said before is kept with it. The same
  /// text again changes nothing. A procedure is approved by whoever words it anew.
  ///
  /// @param text 1 to [MemoryDraft#TEXT_MAX] characters
  /// @return as it is now; empty when it is not held
  CompletionStage<Optional<KeptMemory>> correct(TenantId tenant, String id, String text, Party by);

  /// Lets a procedure be told, or no longer. Other memories need no approval and stay as they are.
  ///
  /// @return as it is now; empty when it is not held
  CompletionStage<Optional<KeptMemory>> approve(
      TenantId tenant, String id, Approval decision, Party by);

  /// Erases its text, what it said before, and what it had replaced. It does not come back when the
  /// journal is read again; the journal itself keeps the event.
  ///
  /// @return whether there was something to erase
  CompletionStage<Boolean> delete(TenantId tenant, String id);
}
