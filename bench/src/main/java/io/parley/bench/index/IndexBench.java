package io.parley.bench.index;

import com.typesafe.config.ConfigFactory;
import io.parley.bench.measure.Latency;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.index.IndexState;
import io.parley.knowledge.index.KnowledgeSettings;
import io.parley.knowledge.index.LuceneKnowledge;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Builds an index of generated passages and measures what people wait for.
public final class IndexBench {
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final int WARM_UP = 300;
  private static final long SEED = 14;
  private static final int FOUND = 5;
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private final Path directory;
  private final Embedder embedder;
  private final PrintStream out;
  private final GeneratedArticles articles;
  private KnowledgeSettings settings;
  private LuceneKnowledge knowledge;

  /// @param embedder of the index; @param sentences of the articles, none: made-up words
  public IndexBench(Path directory, Embedder embedder, List<String> sentences, PrintStream out) {
    this.directory = directory;
    this.embedder = embedder;
    this.articles = new GeneratedArticles(sentences);
    this.out = out;
  }

  /// A cheap embedder, for what does not depend on the embedder.
  public static Embedder words() {
    return new WordVectors();
  }

  /// @param passages of the index; @param added afterwards
  public void run(int passages, int added, int searches) throws IOException {
    settings = settings(passages + added);
    int before = passages / GeneratedArticles.SECTIONS;
    int more = added / GeneratedArticles.SECTIONS;
    try {
      open();
      if (before > 0) {
        articles.add(0, before);
        long begin = System.nanoTime();
        reach(state -> state.passages() == passages);
        line("%,d passages searchable by words after %.1f s".formatted(passages, seconds(begin)));
        reach(state -> state.withoutVectors() == 0);
        line("all vectors after %.1f s".formatted(seconds(begin)));
        reopen();
        search(before, searches);
      }
      if (more > 0) add(before, more, passages + added);
      search(before + more, searches);
      remove(before + more - 1, passages + added);
    } finally {
      knowledge.close();
    }
    line("directory: %,d MB".formatted(megabytes(directory)));
  }

  private void add(int from, int count, int passages) {
    long begin = System.nanoTime();
    articles.add(from, count);
    reach(state -> state.passages() == passages);
    line(
        "%,d new passages searchable by words after %.1f s"
            .formatted(count * GeneratedArticles.SECTIONS, seconds(begin)));
    reach(state -> state.withoutVectors() == 0);
    line("their vectors after %.1f s, made by %s".formatted(seconds(begin), embedder.id()));
  }

  private void remove(int number, int passages) {
    long begin = System.nanoTime();
    articles.remove(number, knowledge.version(TenantId.DEFAULT).orElseThrow());
    reach(state -> state.passages() == passages - GeneratedArticles.SECTIONS);
    line("a removed article gone after %.2f s".formatted(seconds(begin)));
  }

  private void reopen() {
    knowledge.close();
    long begin = System.nanoTime();
    open();
    reach(_ -> true);
    knowledge
        .search(new KnowledgeQuery(TenantId.DEFAULT, "first question", FOUND))
        .toCompletableFuture()
        .join();
    line("opened again, first search answered after %.2f s".formatted(seconds(begin)));
  }

  private void search(int numbers, int searches) {
    var random = new SplittableRandom(SEED);
    var latency = new Latency();
    int found = 0;
    for (int i = -WARM_UP; i < searches; i++) {
      int number = random.nextInt(numbers);
      var question = articles.question(number, random);
      long begin = System.nanoTime();
      var passages =
          knowledge
              .search(new KnowledgeQuery(TenantId.DEFAULT, question, FOUND))
              .toCompletableFuture()
              .join();
      if (i < 0) continue;
      latency.record(begin, System.nanoTime());
      var ref = GeneratedArticles.ref(number);
      if (passages.stream().anyMatch(passage -> passage.ref().equals(ref))) found++;
    }
    line(
        ("%,d searches one after the other: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms; %.1f %% found"
                + " the article among %d; heap after a collection %,d MB")
            .formatted(
                searches,
                latency.millis(50),
                latency.millis(95),
                latency.millis(99),
                100.0 * found / searches,
                FOUND,
                heapMegabytes()));
  }

  private KnowledgeSettings settings(int passagesMax) {
    var ours = ConfigFactory.parseMap(Map.of("parley.knowledge.passages-max", passagesMax));
    return KnowledgeSettings.from(ours.withFallback(ConfigFactory.load())).in(directory);
  }

  private void open() {
    knowledge = new LuceneKnowledge(articles, new WordVectors.Forgetful(), embedder, settings);
  }

  /// Looks at the index until it is so.
  private void reach(Predicate<IndexState> wanted) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (knowledge.state(TenantId.DEFAULT).filter(wanted).isEmpty()) {
      if (System.nanoTime() > end)
        throw new IllegalStateException(
            "the index is not as expected after %s: %s"
                .formatted(LONGEST, knowledge.state(TenantId.DEFAULT)));
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private void line(String text) {
    out.print(text);
    out.printf(Locale.ROOT, " [%.1f s of processor time so far]%n", processorSeconds());
  }

  private static double processorSeconds() {
    var used = ProcessHandle.current().info().totalCpuDuration();
    return used.map(time -> time.toMillis() / 1e3).orElse(Double.NaN);
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long heapMegabytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static long megabytes(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          >> 20;
    }
  }
}
