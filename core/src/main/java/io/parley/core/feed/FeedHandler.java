package io.parley.core.feed;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// One consumer of all sessions' events. Thread safe.
public interface FeedHandler {

  /// The feed's name, `[a-z0-9-]{1,64}`. Its place in the journal is kept under this name: a new
  /// name begins with the first event that there is.
  String feed();

  /// Takes events in: of one session in the order of their numbers, without a gap; of several
  /// sessions in the order of their commits, nearly.
  ///
  /// Completes when all of them are safe. Events are delivered again until then: after a failure,
  /// which takes the whole list back, after a crash, and while two nodes believe the feed to be
  /// theirs. Session and number tell an event that was taken in before. Never blocks the caller,
  /// and fails within a bounded time: nothing else of this feed is delivered meanwhile.
  ///
  /// @param events at least one
  CompletionStage<Void> deliver(List<FeedEvent> events);
}
