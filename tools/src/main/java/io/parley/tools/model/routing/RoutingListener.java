package io.parley.tools.model.routing;

import io.parley.core.fault.BreakerState;

/// Receives the outcomes of calls, by the names of providers and endpoints in the settings; never
/// any text. Called by many threads; must not block.
public interface RoutingListener {
  /// Why an endpoint was not asked.
  enum Skip {
    /// Its breaker is open.
    BROKEN,
    /// It has no free place.
    FULL,
    /// It asked for a pause (Retry-After).
    LEFT_ALONE
  }

  /// An endpoint was asked.
  ///
  /// @param outcome `completed`, `cancelled`, or a category of [io.parley.core.model.ModelFailure]
  ///   in lower case
  void called(String endpoint, String outcome);

  void skipped(String endpoint, Skip why);

  /// A call continues with another endpoint, or again with the same.
  ///
  /// @param shown whether text of the first was shown, which is void now
  void failedOver(String from, String to, boolean shown);

  /// No model could answer, and the last resort did.
  void degraded();

  void breakerChanged(String endpoint, BreakerState state);
}
