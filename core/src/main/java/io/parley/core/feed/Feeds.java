package io.parley.core.feed;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The handlers of this program, each with its own place in the journal: one that fails or is slow
/// holds up no other.
///
/// A damaged session holds up no feed either. Its events from the damage on are left out, and are
/// delivered, from where they were left, when the session is whole again.
public interface Feeds {

  Set<String> names();

  /// Delivers the next events to the feed's handler, and then remembers that they were. Fails as
  /// the handler does, or the database; then the same events come again.
  ///
  /// @return how many events the feed has passed; less than `max` when it has caught up
  CompletionStage<Integer> advance(String feed, int max);
}
