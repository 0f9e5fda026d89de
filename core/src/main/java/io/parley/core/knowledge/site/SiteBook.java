package io.parley.core.knowledge.site;

import io.parley.core.knowledge.ReadDocument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The pages of one site and their texts. Each change is complete in itself: a visit that is cut
/// off leaves the pages that it has seen.
public interface SiteBook {
  /// Every page of earlier visits.
  CompletionStage<List<SeenPage>> pages();

  /// Remembers the page.
  ///
  /// @param texts replace those that it had; an empty list removes them; absent, they stay
  CompletionStage<Void> put(SeenPage page, Optional<List<ReadDocument>> texts);

  /// Forgets the page, and removes its texts.
  CompletionStage<Void> remove(String url);
}
