package io.parley.core.knowledge.site;

import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Nodes take turns at reading sources: one claims a source for a while, and renews its claim. When
/// the node dies, the claim expires, and another one goes on with the same run. Thread safe.
public interface SourceRuns {
  /// @param owner the word of the claim
  /// @param run begun now, or gone on with
  /// @param isForced whether it may remove most of the pages
  record Claim(TenantId tenant, KnowledgeSource source, String owner, long run, boolean isForced) {}

  /// Claims a source that is due, unless another source of its host is claimed.
  ///
  /// @param owner a word that no other claim has
  CompletionStage<Optional<Claim>> claim(String owner, Duration lease);

  /// @return false if it is somebody else's now, or the source was changed or deleted
  CompletionStage<Boolean> renew(Claim claim, Duration lease);

  /// Ends the claim; the run goes on with the next one.
  CompletionStage<Void> release(Claim claim);

  /// Ends the run, and plans the next one; without effect when the claim is somebody else's now.
  CompletionStage<Void> end(Claim claim, SourceRun.Result result);

  /// The memory of the source. Its changes are [overtaken][SiteBook.Kept.Overtaken] when the claim
  /// is somebody else's now.
  SiteBook book(Claim claim);
}
