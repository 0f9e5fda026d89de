package io.parley.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Takes what webhooks are to be told. Thread safe.
public interface HookMessages {
  /// The most messages that wait for one webhook. Further events are not kept for it, and counted.
  int WAITING_MAX = 10_000;

  /// Stores the messages of events for the webhooks of their organisations that tell of them, all
  /// or none. One that is stored already is not stored again, and an event that is older than
  /// [HookRules#KEPT] is not told.
  CompletionStage<Void> add(List<HookEvent> events, Instant now);
}
