package io.parley.core.feed;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/// The feed handlers of this program, each with its own offset in the journal: one that fails or is
/// slow delays no other.
///
/// A damaged session blocks no feed either. Its events from the damage on are skipped, and are
/// delivered once the session is repaired.
public interface Feeds {

  Set<String> names();

  /// Delivers the next events to the feed's handler, and then stores the new offset. If the handler
  /// or the database fails, this fails, too, and the same events are delivered again.
  ///
  /// @return number of events passed; less than `max` when the feed has caught up
  CompletionStage<Integer> advance(String feed, int max);
}
