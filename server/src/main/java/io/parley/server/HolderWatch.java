package io.parley.server;

import io.parley.http.account.HolderCheck;
import io.parley.http.token.Holder;
import io.parley.http.token.KeyWatches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/// Ends this node's open connections within a few seconds after their holder's API key was revoked,
/// on whichever node, or its time was over; or after the person's sign-in ended, or the person lost
/// a role. A request looks for itself.
final class HolderWatch {
  /// A sign-in and a role are held for three seconds, and must be gone within five.
  private static final Duration EVERY = Duration.ofMillis(1_500);

  /// Looks at a time, so that many holders do not fill the database's queue.
  private static final int LANES = 8;

  private final HolderCheck check;
  private final KeyWatches watches;
  private final InstantSource clock;

  private HolderWatch(HolderCheck check, KeyWatches watches, InstantSource clock) {
    this.check = check;
    this.watches = watches;
    this.clock = clock;
  }

  static Duty start(
      ActorSystem<?> system, HolderCheck check, KeyWatches watches, InstantSource clock) {
    var watch = new HolderWatch(check, watches, clock);
    return Duty.start(system, "the look at the holders of open connections", EVERY, watch::look);
  }

  /// A failed look says nothing of its holder, which is looked at again the next time. The look at
  /// the others goes on: rows of one holder that cannot be read would keep others connected.
  private CompletionStage<Void> look() {
    var lanes = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < LANES; i++) lanes.add(CompletableFuture.completedFuture(null));
    int next = 0;
    for (var holder : List.copyOf(watches.holders())) {
      int lane = next++ % LANES;
      lanes.set(lane, lookAfter(lanes.get(lane), holder));
    }
    return CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new));
  }

  /// @return fails if the earlier look or this one failed
  private CompletableFuture<Void> lookAfter(CompletableFuture<Void> earlier, Holder holder) {
    return earlier
        .handle((_, failure) -> Optional.ofNullable(failure))
        .thenCompose(
            failed ->
                look(holder)
                    .thenCompose(
                        _ ->
                            failed
                                .map(CompletableFuture::<Void>failedStage)
                                .orElseGet(() -> CompletableFuture.completedStage(null))));
  }

  private CompletionStage<Void> look(Holder holder) {
    return check
        .stands(holder, clock.instant())
        .thenAccept(
            stands -> {
              if (!stands) watches.ended(holder);
            });
  }
}
