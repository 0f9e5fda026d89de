package io.parley.core.knowledge.site;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The sources of tenants, for operators. Thread safe.
public interface KnowledgeSources {
  /// @param nextRun empty when nothing is planned
  /// @param isRunning whether a node reads it now
  /// @param pages that are remembered
  /// @param lastRun the newest
  record State(
      KnowledgeSource source,
      Optional<Instant> nextRun,
      boolean isRunning,
      int pages,
      Optional<SourceRun> lastRun) {}

  /// The outcome of storing a source.
  enum Put {
    /// It is stored, and read soon.
    DONE,
    /// The tenant has [KnowledgeSource#COUNT_MAX] already.
    TOO_MANY,
    NO_SUCH_COLLECTION
  }

  /// Adds the source, or changes the one of this id. A run that goes on ends, and another begins.
  /// If its address, kind or collection differs, the documents read before are removed.
  CompletionStage<Put> put(TenantId tenant, KnowledgeSource source);

  /// The same as an act of somebody, in the audit trail of the tenant, without the address, which
  /// may hold a secret. A store without audit trails only stores.
  default CompletionStage<Put> put(TenantId tenant, KnowledgeSource source, Act act) {
    return put(tenant, source);
  }

  /// By id.
  CompletionStage<List<State>> list(TenantId tenant);

  CompletionStage<Optional<State>> find(TenantId tenant, String id);

  /// @param keep whether its documents stay, as documents without a source
  /// @return false if there is none
  CompletionStage<Boolean> delete(TenantId tenant, String id, boolean keep);

  /// The same as an act of somebody, in the audit trail of the tenant.
  default CompletionStage<Boolean> delete(TenantId tenant, String id, boolean keep, Act act) {
    return delete(tenant, id, keep);
  }

  /// Has the source read soon; once more, if it is being read now.
  ///
  /// @param force whether that run may remove most of the pages
  /// @return false if there is none
  CompletionStage<Boolean> sync(TenantId tenant, String id, boolean force);

  /// The newest runs first.
  CompletionStage<List<SourceRun>> runs(TenantId tenant, String id, int limit);
}
