package io.parley.core.knowledge;

import io.parley.core.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The stored knowledge base.
///
/// An index follows it by [#changes], from the place of the last change that it has. Whether it
/// still has the same articles, after a backup was restored for example, [#hashes] tells.
public interface Articles {
  /// Every article of the tenant, in order of `ref`.
  CompletionStage<List<Article>> all(TenantId tenant);

  /// Rises whenever an article of the tenant is written, changed or deleted: an index of an older
  /// version is stale. 0 before the first article.
  CompletionStage<Long> version(TenantId tenant);

  /// The versions of several tenants; those without articles are missing.
  CompletionStage<Map<TenantId, Long>> versions(Set<TenantId> tenants);

  /// Changes after a place, in order. An article that changed again stands at its last change only.
  ///
  /// @param limit the most changes; fewer mean that no more follow
  CompletionStage<List<ArticleChange>> changes(
      TenantId tenant, ArticleChange.Place after, int limit);

  /// The hash of every article, see [Article#hash], in order of the bytes of `ref` in UTF-8. An
  /// article that was stored before there were hashes has an empty one.
  ///
  /// @param after the ref after which to begin; @param limit the most; fewer mean that no more
  ///   follow
  CompletionStage<List<ArticleHash>> hashes(TenantId tenant, String after, int limit);

  /// @return those of the named articles that exist, in order of `ref`
  CompletionStage<List<Article>> find(TenantId tenant, Collection<String> refs);

  /// Adds the articles, replacing those of the same `ref`.
  CompletionStage<Void> save(TenantId tenant, List<Article> articles);

  /// Articles that do not exist are ignored.
  CompletionStage<Void> remove(TenantId tenant, Collection<String> refs);
}
