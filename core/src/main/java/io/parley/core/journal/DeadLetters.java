package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Tool calls that could not be delivered, of all sessions of a tenant: also of ended and archived
/// ones. A moment behind the journal. Those with which nothing is left to do are kept for 30 days.
public interface DeadLetters {
  int LIMIT_MAX = 100;

  /// The most letters that are counted.
  int COUNT_MAX = 10_000;

  enum State {
    /// People may have it made again, or drop it.
    OPEN,
    /// It is being made again.
    RETRIED,
    /// It was made again, and had its effect, or its service took it and answers later.
    DELIVERED,
    /// It was made again, and whether it had its effect is not known.
    IN_DOUBT,
    /// Another call of the session with the same arguments took its place.
    REPLACED,
    /// A person dropped it.
    DROPPED
  }

  /// @param tries attempts so far, over all retries
  /// @param since its first failure; @param changed its last change
  /// @param note of the person who had it made again, or dropped it
  record Kept(
      SessionKey session,
      String call,
      DeadLetter letter,
      int tries,
      State state,
      Instant since,
      Instant changed,
      Optional<String> note) {}

  /// The place of a letter.
  record Place(SessionKey session, String call) {}

  /// A page of letters, oldest first.
  ///
  /// @param source beginning of the tools' names, before one of `._-`
  /// @param after the last letter of the page before
  record Query(
      TenantId tenant,
      Optional<State> state,
      Optional<String> tool,
      Optional<String> source,
      Optional<Place> after,
      int limit) {}

  CompletionStage<List<Kept>> list(Query query);

  CompletionStage<Optional<Kept>> find(Place place);

  /// The open letters of all tenants, counted up to [#COUNT_MAX] by source: the part of the tool's
  /// name before its first dot, or `built-in`.
  CompletionStage<Map<String, Long>> open();
}
