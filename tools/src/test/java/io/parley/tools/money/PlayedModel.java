package io.parley.tools.money;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers when the test says so.
final class PlayedModel implements LanguageModel {
  final String name;
  final List<ReplyListener> calls = new CopyOnWriteArrayList<>();
  int cancelled;

  PlayedModel(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    calls.add(listener);
    return () -> cancelled++;
  }

  void complete(int call, int outputTokens) {
    calls
        .get(call)
        .completed(
            new Completion(List.of(), Citations.ALL, Usage.unpriced(name, 10, outputTokens)));
  }
}
