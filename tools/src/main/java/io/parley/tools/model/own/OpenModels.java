package io.parley.tools.model.own;

import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.own.OwnRoute;
import io.parley.tools.model.own.OrganisationModels.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// An organisation's models in use on this node: their clients, places and breakers. Their keys are
/// read when they open, and are nowhere else in memory.
final class OpenModels {
  private final Wanted wanted;
  private final CompletableFuture<Opened> running;
  private final Instant begun;

  // under this object's lock
  private int calls;
  private Instant used;
  private boolean closed;

  /// @param running fails if they cannot be opened
  OpenModels(Wanted wanted, CompletableFuture<Opened> running, Instant now) {
    this.wanted = wanted;
    this.running = running;
    this.begun = now;
    this.used = now;
  }

  Wanted wanted() {
    return wanted;
  }

  /// Whether they could not be opened, and were tried at this time or before.
  boolean hasFailed(Instant tried) {
    return running.isCompletedExceptionally() && !begun.isAfter(tried);
  }

  /// Whether no call is under way.
  synchronized boolean isIdle() {
    return calls == 0;
  }

  /// When the last call began.
  synchronized Instant used() {
    return used;
  }

  /// @param lastResort makes replies if they cannot be opened
  /// @return empty if they are closed: others must be opened
  Optional<Cancellable> start(
      OwnRoute route,
      Prompt prompt,
      ReplyListener listener,
      LanguageModel lastResort,
      Instant now) {
    synchronized (this) {
      if (closed) return Optional.empty();
      calls++;
      used = now;
    }
    var call = new OwnCall(listener, this::left);
    var _ =
        running.whenComplete(
            (opened, failure) -> {
              if (failure != null) call.begin(() -> notOpened(lastResort, failure), prompt);
              else
                call.begin(
                    () -> opened.along(route).orElseGet(() -> notOpened(lastResort, null)), prompt);
            });
    return Optional.of(call);
  }

  private static LanguageModel notOpened(LanguageModel lastResort, Throwable cause) {
    return new NotOpened(
        lastResort,
        new ModelFailure(
            Category.UNAVAILABLE, "the organisation's models could not be opened", cause));
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
    var _ = running.thenAccept(Opened::close);
  }
}
