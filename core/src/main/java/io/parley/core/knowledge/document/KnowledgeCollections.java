package io.parley.core.knowledge.document;

import io.parley.core.audit.Act;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// The collections of a tenant. Every tenant has [KnowledgeCollection#DEFAULT].
public interface KnowledgeCollections {
  /// @param documents in the collection
  record Counted(KnowledgeCollection collection, int documents) {}

  /// In order of their names.
  CompletionStage<List<Counted>> all(TenantId tenant);

  CompletionStage<Optional<KnowledgeCollection>> find(TenantId tenant, String name);

  /// Adds the collection, or changes the one of this name.
  ///
  /// @return false when the tenant has as many as it may have
  CompletionStage<Boolean> save(TenantId tenant, KnowledgeCollection collection);

  /// The same as an act of somebody, in the audit trail of the tenant, without the title. A store
  /// without audit trails only stores.
  default CompletionStage<Boolean> save(TenantId tenant, KnowledgeCollection collection, Act act) {
    return save(tenant, collection);
  }

  /// Deletes the collection with all its documents; of the default one only the documents.
  ///
  /// @return the version of the tenant's knowledge without it; empty when there is no such
  ///   collection
  CompletionStage<OptionalLong> delete(TenantId tenant, String name);

  /// The same as an act of somebody, in the audit trail of the tenant.
  default CompletionStage<OptionalLong> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name);
  }
}
