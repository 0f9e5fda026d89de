package io.parley.core.knowledge.document;

import io.parley.core.audit.Act;
import io.parley.core.party.Party;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// The documents of the knowledge base with their versions. The newest version is the one that is
/// searched; older ones stay readable until the document is deleted.
public interface Documents {
  /// In order of `ref`, without their bodies (which are empty).
  CompletionStage<List<Document>> list(DocumentQuery query);

  /// The newest version.
  CompletionStage<Optional<Document>> find(TenantId tenant, String ref);

  CompletionStage<Optional<Document>> find(TenantId tenant, String ref, int version);

  /// The newest first, without their bodies (which are empty). Empty when there is no such
  /// document.
  CompletionStage<List<Document>> versions(TenantId tenant, String ref);

  /// Stores a new version, unless the newest one is the same.
  ///
  /// @param expected the version that the author has seen, 0 for none; another one is refused
  CompletionStage<Written> write(
      TenantId tenant, DocumentDraft draft, Optional<Integer> expected, Party by);

  /// The same as an act of somebody, in the audit trail of the tenant, without the text. A store
  /// without audit trails only stores.
  default CompletionStage<Written> write(
      TenantId tenant, DocumentDraft draft, Optional<Integer> expected, Party by, Act act) {
    return write(tenant, draft, expected, by);
  }

  /// Deletes a document with all its versions.
  ///
  /// @return the version of the tenant's knowledge without it; empty when there is no such document
  CompletionStage<OptionalLong> delete(TenantId tenant, String ref);

  /// The same as an act of somebody, in the audit trail of the tenant.
  default CompletionStage<OptionalLong> delete(TenantId tenant, String ref, Act act) {
    return delete(tenant, ref);
  }
}
