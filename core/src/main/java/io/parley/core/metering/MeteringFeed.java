package io.parley.core.metering;

import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The feed `metering`: stores the usage records of all sessions' events.
public final class MeteringFeed implements FeedHandler {
  public static final String NAME = "metering";

  private final Meterings meterings;

  public MeteringFeed(Meterings meterings) {
    this.meterings = meterings;
  }

  @Override
  public String feed() {
    return NAME;
  }

  @Override
  public CompletionStage<Void> deliver(List<FeedEvent> events) {
    var records = events.stream().map(Metering::of).flatMap(List::stream).toList();
    return records.isEmpty() ? CompletableFuture.completedStage(null) : meterings.add(records);
  }
}
