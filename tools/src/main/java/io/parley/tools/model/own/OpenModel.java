package io.parley.tools.model.own;

import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.tools.model.own.OrganisationModels.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// An organisation's model in use on this node: its client, its places and its breaker. Its key is
/// read when it opens, and is nowhere else in memory.
final class OpenModel {
  private final Version version;
  private final CompletableFuture<Opened> running;
  private final Instant begun;

  // under this object's lock
  private int calls;
  private Instant used;
  private boolean closed;

  /// @param running fails if it cannot be opened
  OpenModel(Version version, CompletableFuture<Opened> running, Instant now) {
    this.version = version;
    this.running = running;
    this.begun = now;
    this.used = now;
  }

  Version version() {
    return version;
  }

  /// Whether it could not be opened, and was tried at this time or before.
  boolean hasFailed(Instant tried) {
    return running.isCompletedExceptionally() && !begun.isAfter(tried);
  }

  /// Whether no call is under way.
  synchronized boolean isIdle() {
    return calls == 0;
  }

  /// When its last call began.
  synchronized Instant used() {
    return used;
  }

  /// @param lastResort makes replies if it cannot be opened
  /// @return empty if it is closed: another one must be opened
  Optional<Cancellable> start(
      Prompt prompt, ReplyListener listener, LanguageModel lastResort, Instant now) {
    synchronized (this) {
      if (closed) return Optional.empty();
      calls++;
      used = now;
    }
    var call = new OwnCall(listener, this::left);
    var _ =
        running.whenComplete(
            (opened, failure) -> {
              if (failure == null) call.begin(opened.model(), prompt);
              else call.begin(new NotOpened(lastResort, notOpened(failure)), prompt);
            });
    return Optional.of(call);
  }

  private static ModelFailure notOpened(Throwable cause) {
    return new ModelFailure(
        Category.UNAVAILABLE, "the organisation's model could not be opened", cause);
  }

  private synchronized void left() {
    calls--;
  }

  /// Closes it if no call is under way, and none was since.
  ///
  /// @return whether it is closed
  boolean close(Instant now, Duration unused) {
    synchronized (this) {
      if (closed) return true;
      if (calls > 0 || used.plus(unused).isAfter(now)) return false;
      closed = true;
    }
    stop();
    return true;
  }

  /// Closes it whatever is under way.
  void stop() {
    synchronized (this) {
      closed = true;
    }
    var _ = running.thenAccept(opened -> opened.close().run());
  }
}
