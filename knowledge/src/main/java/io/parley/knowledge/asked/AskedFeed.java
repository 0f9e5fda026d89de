package io.parley.knowledge.asked;

import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedStore;
import io.parley.core.knowledge.asked.AskedStore.Arriving;
import io.parley.core.knowledge.asked.Unanswered;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.language.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The feed `asked`: where an event may tell that a question was not answered, the session's last
/// events are read, and the questions in them are stored. The same events give the same questions,
/// and the store knows each by session and turn, so repeated deliveries change nothing.
public final class AskedFeed implements FeedHandler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AskedFeed.class);

  /// Events of a session that are read before the one that tells: some ten turns.
  private static final int WINDOW = 100;

  private final Journal journal;
  private final AskedStore store;
  private final Embedder embedder;
  private final AskedSettings settings;
  private final Meaning meaning;
  private final SeenTurns turns = new SeenTurns();

  /// Embedding blocks.
  private final ExecutorService embedding =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("knowledge-asked").factory());

  private volatile boolean embedderFails;

  /// The part of a session to read.
  private record Span(long first, long last) {
    Span with(long seq) {
      return new Span(Math.min(first, seq), Math.max(last, seq));
    }
  }

  public AskedFeed(Journal journal, AskedStore store, Embedder embedder, AskedSettings settings) {
    this.journal = journal;
    this.store = store;
    this.embedder = embedder;
    this.settings = settings;
    this.meaning = new Meaning(settings);
  }

  @Override
  public String feed() {
    return "asked";
  }

  @Override
  public CompletionStage<Void> deliver(List<FeedEvent> events) {
    var spans = new LinkedHashMap<SessionKey, Span>();
    for (var event : events) {
      long seq = event.recorded().seq();
      boolean searched = turns.take(event);
      if (Unanswered.mayTell(event.recorded().event(), settings.answerScore(), searched))
        spans.merge(event.session(), new Span(seq, seq), (span, _) -> span.with(seq));
    }
    CompletionStage<Void> done = CompletableFuture.completedStage(null);
    for (var each : spans.entrySet())
      done = done.thenCompose(_ -> collect(each.getKey(), each.getValue()));
    return done;
  }

  /// Questions under way are delivered again after the next start.
  @Override
  public void close() {
    embedding.shutdownNow();
  }

  private CompletionStage<Void> collect(SessionKey session, Span span) {
    return read(session, span)
        .thenApply(events -> Unanswered.in(session.session(), events, settings.answerScore()))
        .thenCompose(questions -> keep(session.tenant(), questions));
  }

  private CompletionStage<List<RecordedEvent>> read(SessionKey session, Span span) {
    long after = Math.max(0, span.first() - WINDOW);
    int limit = (int) (span.last() - after);
    return journal
        .read(session, after, limit)
        .thenCombine(
            after == 0
                ? CompletableFuture.completedStage(List.<RecordedEvent>of())
                : journal.read(session, 0, 1),
            AskedFeed::together)
        .exceptionallyCompose(
            failure ->
                // once it is repaired, its events are delivered again
                DamagedJournal.in(failure).isPresent()
                    ? CompletableFuture.completedStage(List.of())
                    : CompletableFuture.failedStage(failure));
  }

  private static List<RecordedEvent> together(
      List<RecordedEvent> events, List<RecordedEvent> start) {
    var all = new ArrayList<>(start);
    all.addAll(events);
    return all;
  }

  private CompletionStage<Void> keep(TenantId tenant, List<AskedQuestion> questions) {
    if (questions.isEmpty()) return CompletableFuture.completedStage(null);
    return CompletableFuture.supplyAsync(
            () -> questions.stream().map(this::arriving).toList(), embedding)
        .thenCompose(arriving -> store.add(tenant, arriving, meaning));
  }

  private Arriving arriving(AskedQuestion question) {
    var language =
        Language.guess(question.text())
            .map(Language::tag)
            .or(() -> question.language().map(tag -> Language.ofTag(tag).tag()))
            .orElse(Language.OTHER.tag());
    return new Arriving(question, language, vector(question.text()), embedder.id());
  }

  /// Without an embedder questions are grouped by words.
  private Optional<float[]> vector(String text) {
    try {
      var vector = embedder.embed(text);
      embedderFails = false;
      return Optional.of(vector);
    } catch (RuntimeException failure) {
      if (!embedderFails)
        log.warn("questions are grouped by words alone: {} fails", embedder.id(), failure);
      embedderFails = true;
      return Optional.empty();
    }
  }
}
