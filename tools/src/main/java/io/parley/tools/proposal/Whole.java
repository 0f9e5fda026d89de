package io.parley.tools.proposal;

import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.text.WholeSentences;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gathers one answer of a model.
final class Whole implements ReplyListener {
  private static final int CHARACTERS_MAX = 20_000;

  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  /// @param model that wrote it
  record Answer(String text, String model) {}

  private Whole() {}

  /// Fails with a [ModelFailure]. A call that is not answered in time is cancelled.
  static CompletionStage<Answer> answer(LanguageModel model, Prompt prompt, Duration deadline) {
    var whole = new Whole();
    var call = model.start(prompt, whole);
    return whole
        .answer
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, failure) -> {
              if (failure instanceof TimeoutException) call.cancel();
            })
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedStage(
                    failure.getCause() instanceof TimeoutException late
                        ? new ModelFailure(Category.TIMEOUT, "no answer in " + deadline, late)
                        : failure));
  }

  @Override
  public void text(String chunk) {
    if (text.length() < CHARACTERS_MAX) text.append(chunk);
  }

  @Override
  public void restarted() {
    text.setLength(0);
  }

  @Override
  public void completed(Completion completion) {
    var all = text.length() > CHARACTERS_MAX ? text.substring(0, CHARACTERS_MAX) : text.toString();
    boolean isCut = completion.cutOff() || text.length() > CHARACTERS_MAX;
    answer.complete(new Answer(isCut ? WholeSentences.of(all) : all, completion.usage().model()));
  }

  @Override
  public void failed(ModelFailure failure) {
    answer.completeExceptionally(failure);
  }
}
