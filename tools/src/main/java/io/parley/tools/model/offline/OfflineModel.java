package io.parley.tools.model.offline;

import static io.parley.core.tool.ToolOutcome.Kind.SUCCEEDED;

import io.parley.core.fault.WorkFailed;
import io.parley.core.memory.Memory;
import io.parley.core.memory.Tokens;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.Embedder;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers by example phrases, tools and quotations; deterministic, free, and usable without a
/// network. `REPLY` goes through the same tool loop as any model's; `SUMMARY` is an extract;
/// `CLASSIFY` finds what is worth remembering by patterns.
///
/// The constructor starts embedding the examples in the background; replies wait for that.
public final class OfflineModel implements LanguageModel, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OfflineModel.class);
  private static final String NAME = "offline";
  private static final Pattern WORD = Pattern.compile("(?<!\\s)\\s*+\\S++");

  /// See [Tokens]: so many characters of English are one token.
  private static final int CHARS_PER_TOKEN = 4;

  private final OfflineSettings settings;
  private final Languages languages;
  private final ThreadPoolExecutor executor;
  private final CompletableFuture<Understanding> understanding;

  /// @throws IllegalArgumentException when the files that the settings name are not as expected
  public OfflineModel(Embedder embedder, OfflineSettings settings) {
    this.settings = settings;
    this.languages = Languages.of(settings);
    this.executor =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waitingMax()),
            Thread.ofPlatform().daemon().name("offline-model-", 0).factory());
    this.understanding =
        CompletableFuture.supplyAsync(
            () -> new Understanding(languages, languages.classifiers(embedder), settings),
            executor);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var cancelled = new AtomicBoolean();
    try {
      executor.execute(() -> run(prompt, listener, cancelled));
    } catch (RejectedExecutionException e) {
      listener.failed(
          new ModelFailure(
              ModelFailure.Category.UNAVAILABLE,
              "too many replies wait (expected: ≤ %d)".formatted(settings.waitingMax()),
              e));
    }
    return () -> cancelled.set(true);
  }

  /// Waiting replies are dropped; one under way still completes.
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void run(Prompt prompt, ReplyListener listener, AtomicBoolean cancelled) {
    if (cancelled.get()) return;
    if (prompt.goesOn()) {
      // its own replies are never cut off, and it cannot continue another model's
      listener.failed(
          new ModelFailure(
              ModelFailure.Category.REFUSED,
              "the offline model cannot continue another model's answer",
              null));
      return;
    }
    Answer answer;
    List<String> chunks;
    Usage usage;
    try {
      answer = WorkFailed.contain(() -> answer(prompt));
      var text = answer.text();
      chunks = WorkFailed.contain(() -> chunks(text));
      usage = WorkFailed.contain(() -> usage(prompt, text));
    } catch (WorkFailed e) {
      // caused by this prompt: other prompts may still use the model
      log.error("the offline model failed with a Java error", e);
      listener.failed(
          new ModelFailure(ModelFailure.Category.REFUSED, "the offline model failed", e));
      return;
    } catch (RuntimeException e) {
      log.error("the offline model failed: {}", e.getClass().getName());
      listener.failed(
          new ModelFailure(ModelFailure.Category.UNAVAILABLE, "the offline model failed", e));
      return;
    }
    for (var chunk : chunks) {
      if (cancelled.get()) return;
      listener.text(chunk);
    }
    if (cancelled.get()) return;
    listener.completed(new Completion(answer.requests(), Citations.of(answer.cited()), usage));
  }

  private Answer answer(Prompt prompt) {
    return switch (prompt.purpose()) {
      case REPLY -> reply(prompt);
      case SUMMARY ->
          Answer.words(
              bounded(
                  Extract.of(prompt.messages(), settings.summaryChars()), prompt.outputTokensMax()),
              Set.of());
      case CLASSIFY -> Answer.words(notes(prompt), Set.of());
    };
  }

  /// Everything worth remembering; callers that want facts alone filter them.
  private String notes(Prompt prompt) {
    var notes = new ArrayList<>(Facts.of(prompt.messages()));
    notes.addAll(Reflection.of(prompt.messages(), languages.preferred().phrases()));
    return notes.isEmpty() ? "none" : String.join("\n", notes);
  }

  private Answer reply(Prompt prompt) {
    var newest = Conversation.of(prompt);
    var goingOn = GoingOn.of(newest, languages);
    var talk = goingOn.map(GoingOn::talk).orElse(newest);
    var manner =
        new Manner(prompt.spoken() || goingOn.isPresent(), goingOn.map(GoingOn::said).orElse(""));
    var understood = new ArrayList<>(understanding.join().wishes(talk));
    // a ticket was opened, and said, when it was asked for
    if (goingOn.isPresent()) understood.removeIf(Wish.Ticket.class::isInstance);
    var wishes = prompt.doubtful() ? ReadBack.of(understood, talk, languages) : understood;
    var offered = prompt.tools().stream().map(ToolSpec::name).collect(Collectors.toSet());
    List<ToolRequest> calls =
        wishes.stream()
            .flatMap(wish -> next(wish, talk))
            .filter(call -> offered.contains(call.tool()))
            // each once in a turn: a repeated one could open a second ticket
            .filter(call -> talk.use(call).isEmpty())
            .toList();
    if (!calls.isEmpty()) return Answer.requests(calls);
    var said = new Wording(languages, settings, offered, talk, manner).of(wishes);
    return Answer.words(bounded(said.text(), prompt.outputTokensMax()), said.cited());
  }

  /// The call of a wish; of several searches the next one, while those before did not find enough.
  private Stream<ToolRequest> next(Wish wish, Conversation talk) {
    var searches = wish.searchesOf();
    if (searches.isEmpty()) return wish.call().stream();
    for (var search : searches) {
      var use = talk.use(search.call());
      if (use.isEmpty()) return Stream.of(search.call());
      if (use.get().outcome().kind() != SUCCEEDED) break;
      var result = Jackson.tree(use.get().outcome().result());
      var found = Findings.of(search, result, languages.of(talk), languages, settings);
      if (found.best() >= search.enough()) break;
    }
    return Stream.empty();
  }

  /// The longest of the shortened ones whose estimate fits.
  private static String bounded(String text, int tokens) {
    if (Tokens.estimate(text) <= tokens) return text;
    int fits = 1;
    for (int over = tokens + 1; over - fits > 1; ) {
      int half = (fits + over) >>> 1;
      if (Tokens.estimate(Sentences.shortened(text, half * CHARS_PER_TOKEN)) <= tokens) fits = half;
      else over = half;
    }
    return Sentences.shortened(text, Math.max(2, fits) * CHARS_PER_TOKEN);
  }

  private List<String> chunks(String text) {
    var words = WORD.matcher(text).results().map(MatchResult::group).toList();
    return IntStream.iterate(0, i -> i < words.size(), i -> i + settings.wordsPerChunk())
        .mapToObj(
            i ->
                String.join(
                    "", words.subList(i, Math.min(words.size(), i + settings.wordsPerChunk()))))
        .toList();
  }

  private static Usage usage(Prompt prompt, String text) {
    int input = Tokens.estimate(prompt.system());
    for (var message : prompt.messages())
      input += Tokens.PER_MESSAGE + Tokens.estimate(textOf(message));
    return Usage.unpriced(NAME, input, Tokens.estimate(text));
  }

  private static String textOf(PromptMessage message) {
    return switch (message) {
      case PromptMessage.Earlier(var summary) -> summary;
      case PromptMessage.Remembered(var memories) ->
          memories.stream().map(Memory::text).collect(Collectors.joining("\n"));
      case PromptMessage.Named(var name) -> name;
      case PromptMessage.Customer(var text) -> text;
      case PromptMessage.Colleague(var text) -> text;
      case PromptMessage.Assistant(var text) -> text;
      case ToolUse(_, var call, var outcome) -> call.arguments().text() + outcome.result().text();
    };
  }
}
