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

  /// Remembers the page, as seen by this visit.
  ///
  /// @param texts replace those that it had; an empty list removes them; absent, they stay
  CompletionStage<Kept> put(SeenPage page, Optional<List<ReadDocument>> texts);

  /// Forgets the page, and removes its texts.
  CompletionStage<Kept> remove(String url);

  /// The result of a change. Except for [Done] nothing was changed.
  sealed interface Kept {
    /// It is stored.
    record Done() implements Kept {}

    /// A text of the page is longer than texts may be.
    record TooLong(String detail) implements Kept {}

    /// The tenant has as many documents as it may have.
    record TooMany(int max) implements Kept {}

    /// Not stored: the organisation would store more than its quota allows.
    ///
    /// @param bytes the quota
    record StorageFull(long bytes) implements Kept {}

    /// The collection was deleted.
    record NoSuchCollection() implements Kept {}

    /// The visit belongs to somebody else now, or the source was changed.
    record Overtaken() implements Kept {}
  }
}
