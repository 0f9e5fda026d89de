package io.parley.voice.dial;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Brings a provider's verdict on who has answered to the one who listens to that call, if it is on
/// this node. One that comes too late, or to another node, is left out: the cadence decides there.
/// Thread safe.
final class Verdicts {
  private final Map<CallOutId, CompletableFuture<Verdict>> listening = new ConcurrentHashMap<>();

  /// @return completes when the provider knows it; mostly never
  CompletionStage<Verdict> expect(CallOutId key) {
    return listening.computeIfAbsent(key, _ -> new CompletableFuture<>()).minimalCompletionStage();
  }

  /// Nobody listens any more.
  void forget(CallOutId key) {
    listening.remove(key);
  }

  void told(CallOutId key, Verdict who) {
    Optional.ofNullable(listening.get(key)).ifPresent(waiting -> waiting.complete(who));
  }
}
