package io.parley.tools.model.routing;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A model that does what the test says, call by call or by itself.
final class PuppetModel implements LanguageModel {
  final List<Asked> calls = new CopyOnWriteArrayList<>();
  private final String name;
  private volatile Consumer<Asked> habit = _ -> {};

  PuppetModel(String name) {
    this.name = name;
  }

  /// One call of it.
  final class Asked implements Cancellable {
    final Prompt prompt;
    private final ReplyListener listener;
    volatile boolean cancelled;

    private Asked(Prompt prompt, ReplyListener listener) {
      this.prompt = prompt;
      this.listener = listener;
    }

    Asked says(String text) {
      listener.text(text);
      return this;
    }

    void completes(ToolRequest... requests) {
      listener.completed(
          new Completion(List.of(requests), Citations.ALL, Usage.unpriced(name, 10, 2)));
    }

    void fails(Category category) {
      listener.failed(new ModelFailure(category, "it does as it is told", null));
    }

    void fails(Category category, Duration retryAfter) {
      listener.failed(
          new ModelFailure(category, "it does as it is told", Optional.of(retryAfter), null));
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /// From now on, at once and on the caller's thread.
  PuppetModel always(Consumer<Asked> habit) {
    this.habit = habit;
    return this;
  }

  PuppetModel answering(String text) {
    return always(call -> call.says(text).completes());
  }

  PuppetModel failing(Category category) {
    return always(call -> call.fails(category));
  }

  Asked last() {
    return calls.getLast();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var call = new Asked(prompt, listener);
    calls.add(call);
    habit.accept(call);
    return call;
  }
}
