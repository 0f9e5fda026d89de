package io.parley.tools.fake;

import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Hears one call of a model, and notices when the port's promises are broken.
public final class Heard implements ReplyListener {
  private static final int PATIENCE_SECONDS = 60;

  public final List<String> chunks = new CopyOnWriteArrayList<>();
  public final List<Usage> used = new CopyOnWriteArrayList<>();
  public final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Completion> end = new CompletableFuture<>();
  private final List<String> broken = new CopyOnWriteArrayList<>();

  @Override
  public void text(String chunk) {
    if (chunk.isEmpty()) throw broken("an empty chunk");
    if (end.isDone()) throw broken("text after the end");
    chunks.add(chunk);
    begun.complete(null);
  }

  @Override
  public void restarted() {
    throw broken("a model never does that by itself");
  }

  @Override
  public void used(Usage usage) {
    used.add(usage);
  }

  @Override
  public void completed(Completion completion) {
    if (!end.complete(completion)) throw broken("a second end");
  }

  @Override
  public void failed(ModelFailure failure) {
    if (!end.completeExceptionally(failure)) throw broken("a second end");
  }

  /// Promises that were not kept. The one that broke them got an error for it, but perhaps in a
  /// thread to which nobody listens.
  public List<String> broken() {
    return List.copyOf(broken);
  }

  private AssertionError broken(String promise) {
    broken.add(promise);
    return new AssertionError(promise);
  }

  public String text() {
    return String.join("", chunks);
  }

  public boolean ended() {
    return end.isDone();
  }

  public boolean hasFailed() {
    return end.isCompletedExceptionally();
  }

  public Completion completion() {
    try {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the model failed", e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the model did not end", e);
    }
  }

  public ModelFailure failure() {
    try {
      var completion = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("completed, not failed: " + completion);
    } catch (ExecutionException e) {
      return (ModelFailure) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the model did not end", e);
    }
  }
}
