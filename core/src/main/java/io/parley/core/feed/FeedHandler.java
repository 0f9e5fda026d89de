package io.parley.core.feed;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// One consumer of all sessions' events. Thread safe.
public interface FeedHandler {

  /// The feed's name, `[a-z0-9-]{1,64}`. Its offset in the journal is stored under this name: a new
  /// name starts at the first event.
  String feed();

  /// Receives events: of one session in the order of their numbers, without gaps; of several
  /// sessions nearly in the order of their commits.
  ///
  /// Completes when all of them are safe. Until then events are delivered again: after a failure,
  /// which repeats the whole list, after a crash, and while two nodes run the same feed. Session
  /// and number identify a repeated event. Never blocks the caller, and fails within a bounded
  /// time: nothing else of this feed is delivered meanwhile.
  ///
  /// @param events at least one
  CompletionStage<Void> deliver(List<FeedEvent> events);
}
