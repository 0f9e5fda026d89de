package io.parley.tools.model.cache;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// Searches first when it can, and then says which answer this is: no two are alike.
final class CountingModel implements LanguageModel {
  static final Usage SEARCHED = new Usage("gpt-9", 100, 10, 7, "EUR", false);
  static final Usage SAID = new Usage("gpt-9", 200, 20, 14, "EUR", false);

  final List<Prompt> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger answers = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();

  /// How it ends, in place of the usual answer.
  volatile BiConsumer<Prompt, ReplyListener> behaviour = this::usual;

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    asked.add(prompt);
    behaviour.accept(prompt, listener);
    return cancelled::incrementAndGet;
  }

  void usual(Prompt prompt, ReplyListener listener) {
    if (mustSearch(prompt)) search(listener);
    else say(listener, "Answer number " + answers.incrementAndGet() + " of them all.\n");
  }

  static boolean mustSearch(Prompt prompt) {
    return !prompt.tools().isEmpty()
        && prompt.messages().stream().noneMatch(ToolUse.class::isInstance);
  }

  static void search(ReplyListener listener) {
    listener.completed(
        new Completion(
            List.of(new ToolRequest("kb.search", Json.EMPTY_OBJECT)), Citations.ALL, SEARCHED));
  }

  static void say(ReplyListener listener, String text) {
    listener.text(text);
    listener.completed(new Completion(List.of(), Citations.ALL, SAID));
  }
}
