package io.parley.tools.model.degraded;

import io.parley.core.agent.VisibleCollections;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tool.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Replies without a language model: quotes what the knowledge base has on the customer's last
/// words. It fails when nothing is found, and for every other purpose.
public final class KnowledgeModel implements LanguageModel {
  private static final String NAME = "knowledge";

  /// Longer questions are cut for the search.
  private static final int QUESTION_CHARS = 1_000;

  private final Knowledge knowledge;
  private final VisibleCollections visible;
  private final DegradedSettings settings;

  /// For agents that see every collection.
  public KnowledgeModel(Knowledge knowledge, DegradedSettings settings) {
    this(knowledge, VisibleCollections.ALL, settings);
  }

  public KnowledgeModel(
      Knowledge knowledge, VisibleCollections visible, DegradedSettings settings) {
    this.knowledge = knowledge;
    this.visible = visible;
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var question = question(prompt);
    if (question.isEmpty()) {
      listener.failed(failure("there is no question to look up", null));
      return () -> {};
    }
    var cancelled = new AtomicBoolean();
    var _ =
        search(prompt, question.get())
            .toCompletableFuture()
            // a copy: the timeout is ours, other waiters of this search may wait longer
            .copy()
            .orTimeout(settings.searchTimeout().toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (passages, thrown) -> {
                  if (cancelled.get()) return;
                  if (thrown == null) answer(question.get(), passages, listener);
                  else listener.failed(failure("the knowledge base did not answer", thrown));
                });
    return () -> cancelled.set(true);
  }

  private CompletionStage<List<Passage>> search(Prompt prompt, String question) {
    try {
      return knowledge.search(
          new KnowledgeQuery(
              prompt.origin().session().tenant(),
              question,
              visible.of(prompt.origin().session().tenant(), prompt.origin().agent()),
              settings.passages()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void answer(String question, List<Passage> found, ReplyListener listener) {
    var passages = found.stream().filter(p -> p.score() >= settings.score()).toList();
    if (passages.isEmpty()) {
      listener.failed(failure("the knowledge base has nothing on this", null));
      return;
    }
    listener.text(Language.of(question).excuse());
    var sources = new LinkedHashMap<String, Source>();
    for (var passage : passages) {
      listener.text("\n\n" + Excerpt.of(passage, settings.quoteChars()));
      sources.putIfAbsent(
          passage.ref(),
          new Source(passage.title(), passage.ref(), passage.anchor(), passage.score()));
    }
    listener.completed(
        new Completion(
            List.of(),
            Citations.of(sources.keySet()),
            List.copyOf(sources.values()),
            Usage.unpriced(NAME, 0, 0),
            true));
  }

  private static Optional<String> question(Prompt prompt) {
    // passages cannot continue another model's sentence
    if (prompt.purpose() != Purpose.REPLY || prompt.goesOn()) return Optional.empty();
    for (var message : prompt.messages().reversed())
      if (message instanceof Customer(var text) && !text.isBlank())
        return Optional.of(text.substring(0, Math.min(text.length(), QUESTION_CHARS)));
    return Optional.empty();
  }

  private static ModelFailure failure(String message, Throwable cause) {
    return new ModelFailure(Category.UNAVAILABLE, message, cause);
  }
}
