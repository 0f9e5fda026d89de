package io.parley.tools.model.own;

import io.parley.core.model.Cancellable;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.own.OwnRoute;
import io.parley.tools.model.own.OrganisationModels.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// An organisation's models in use on this node: their clients, places and breakers. Their keys are
/// read when they open, and are nowhere else in memory.
final class OpenModels {
  private final Wanted wanted;
  private final CompletionStage<Opened> running;

  // under this object's lock
  private int calls;
  private Instant used;
  private boolean closed;

  /// @param running fails if they cannot be opened
  OpenModels(Wanted wanted, CompletionStage<Opened> running, Instant now) {
    this.wanted = wanted;
    this.running = running;
    this.used = now;
  }

  Wanted wanted() {
    return wanted;
  }

  /// @return empty if they are closed: others must be opened
  Optional<Cancellable> start(OwnRoute route, Prompt prompt, ReplyListener listener, Instant now) {
    synchronized (this) {
      if (closed) return Optional.empty();
      calls++;
      used = now;
    }
    var call = new OwnCall(listener, this::left);
    running.whenComplete(
        (opened, failure) -> {
          if (failure == null) call.begin(() -> opened.along(route), prompt);
          else
            call.refused(
                new ModelFailure(
                    Category.UNAVAILABLE,
                    "the organisation's models could not be opened",
                    failure));
        });
    return Optional.of(call);
  }

  private synchronized void left() {
    calls--;
  }

  /// Closes them if no call is under way, and none was since.
  ///
  /// @return whether they are closed
  boolean close(Instant now, Duration unused) {
    synchronized (this) {
      if (closed) return true;
      if (calls > 0 || used.plus(unused).isAfter(now)) return false;
      closed = true;
    }
    stop();
    return true;
  }

  /// Closes them whatever is under way.
  void stop() {
    synchronized (this) {
      closed = true;
    }
    running.thenAccept(Opened::close);
  }
}
