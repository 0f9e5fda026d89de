package io.parley.core.webhook;

import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The feed `webhooks`: stores messages about events for the webhooks that tell of them. It sends
/// nothing, so no receiver delays it.
public final class HookFeed implements FeedHandler {
  private final HookMessages messages;
  private final InstantSource clock;

  public HookFeed(HookMessages messages, InstantSource clock) {
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public String feed() {
    return "webhooks";
  }

  @Override
  public CompletionStage<Void> deliver(List<FeedEvent> events) {
    var told = events.stream().map(HookEvent::of).flatMap(Optional::stream).toList();
    return told.isEmpty()
        ? CompletableFuture.completedStage(null)
        : messages.add(told, clock.instant());
  }
}
