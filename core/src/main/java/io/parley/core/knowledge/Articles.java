package io.parley.core.knowledge;

import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The stored knowledge base.
public interface Articles {
  /// Every article of the tenant, in order of `ref`.
  CompletionStage<List<Article>> all(TenantId tenant);

  /// Rises whenever an article of the tenant is written, changed or deleted: an index of an older
  /// version is stale.
  CompletionStage<Long> version(TenantId tenant);

  /// Adds the articles, replacing those of the same `ref`.
  CompletionStage<Void> save(TenantId tenant, List<Article> articles);
}
