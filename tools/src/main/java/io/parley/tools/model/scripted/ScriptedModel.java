package io.parley.tools.model.scripted;

import io.parley.core.memory.Tokens;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/// Plays the configured script. Pieces without a delay are sent in one go; those with one share a
/// timer, so that thousands of replies at once cost no threads.
public final class ScriptedModel implements LanguageModel, AutoCloseable {
  private static final String NAME = "scripted";
  private static final int THREADS = 2;
  private static final String RESULT = "{result}";

  private final ScriptedSettings settings;
  private final Scene usual;
  private final List<String> usualChunks;
  private final Semaphore places;
  private final ScheduledThreadPoolExecutor timer;

  public ScriptedModel(ScriptedSettings settings) {
    this.settings = settings;
    this.usual =
        new Scene("", Optional.empty(), Json.EMPTY_OBJECT, "", new Scene.End.Complete(), 0);
    this.usualChunks = repeated(settings.text(), settings.chunks());
    this.places = new Semaphore(settings.repliesMax());
    this.timer =
        new ScheduledThreadPoolExecutor(
            THREADS, Thread.ofPlatform().daemon().name("scripted-model-", 0).factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    if (!places.tryAcquire()) {
      listener.failed(
          failure(
              ModelFailure.Category.UNAVAILABLE,
              "too many replies at once (expected: ≤ %d)".formatted(settings.repliesMax())));
      return () -> {};
    }
    var play = new Play(part(prompt), listener, timer, settings.delay(), places::release);
    try {
      timer.execute(play);
    } catch (RejectedExecutionException e) {
      play.cancel();
      listener.failed(failure(ModelFailure.Category.UNAVAILABLE, "the model is closed"));
    }
    return play;
  }

  /// Replies under way stop without an end.
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /// The content of one reply, and its end.
  private Part part(Prompt prompt) {
    return switch (prompt.purpose()) {
      case REPLY -> reply(prompt);
      case SUMMARY ->
          words(prompt, "A summary of %d messages.".formatted(prompt.messages().size()));
      case CLASSIFY -> words(prompt, "none");
    };
  }

  private Part words(Prompt prompt, String text) {
    return new Part(List.of(text), listener -> listener.completed(done(prompt, List.of(), text)));
  }

  private Part reply(Prompt prompt) {
    var words = lastWords(prompt);
    var scene = settings.script().stream().filter(s -> s.matches(words)).findFirst().orElse(usual);
    var call = call(prompt, scene);
    if (call.isPresent())
      return new Part(List.of(), listener -> listener.completed(done(prompt, call.get(), "")));
    var chunks = chunks(scene, prompt);
    return switch (scene.end()) {
      case Scene.End.Complete _ ->
          new Part(
              chunks,
              listener -> listener.completed(done(prompt, List.of(), String.join("", chunks))));
      case Scene.End.Silence _ -> new Part(first(chunks, scene.after()), _ -> {});
      case Scene.End.Fail(var category) ->
          new Part(
              first(chunks, scene.after()),
              listener -> listener.failed(failure(category, "the script asked for this failure")));
    };
  }

  private Optional<List<ToolRequest>> call(Prompt prompt, Scene scene) {
    return scene
        .tool()
        .filter(tool -> prompt.tools().stream().anyMatch(spec -> spec.name().equals(tool)))
        .filter(_ -> prompt.uses().isEmpty())
        .map(tool -> List.of(new ToolRequest(tool, scene.arguments())));
  }

  private List<String> chunks(Scene scene, Prompt prompt) {
    if (scene.text().isEmpty()) return usualChunks;
    UnaryOperator<String> filled =
        text ->
            prompt.messages().getLast() instanceof ToolUse(_, _, var outcome)
                ? text.replace(RESULT, outcome.result().text())
                : text;
    return divided(filled.apply(scene.text()), settings.chunks());
  }

  private static String lastWords(Prompt prompt) {
    for (var message : prompt.messages().reversed())
      if (message instanceof Customer(var text)) return text;
    return "";
  }

  private Completion done(Prompt prompt, List<ToolRequest> requests, String text) {
    int input = Tokens.estimate(prompt.system()) + prompt.messages().size() * Tokens.PER_MESSAGE;
    return new Completion(
        requests, Citations.ALL, Usage.unpriced(NAME, input, Tokens.estimate(text)));
  }

  private static ModelFailure failure(ModelFailure.Category category, String message) {
    return new ModelFailure(category, message, null);
  }

  /// The words of a text, over and over, one a chunk.
  private static List<String> repeated(String text, int chunks) {
    var words = List.of(text.strip().split("\\s+"));
    var repeated = new ArrayList<String>(chunks);
    for (int i = 0; i < chunks; i++)
      repeated.add(words.get(i % words.size()) + (i < chunks - 1 ? " " : ""));
    return List.copyOf(repeated);
  }

  /// The whole text in at most so many chunks, cut between words.
  private static List<String> divided(String text, int chunks) {
    var words = List.of(text.split("(?<=\\s)(?=\\S)", -1));
    int each = Math.ceilDiv(words.size(), chunks);
    var divided = new ArrayList<String>();
    for (int from = 0; from < words.size(); from += each)
      divided.add(String.join("", words.subList(from, Math.min(words.size(), from + each))));
    return divided;
  }

  private static List<String> first(List<String> chunks, int count) {
    return chunks.subList(0, Math.min(count, chunks.size()));
  }
}
