package io.parley.bench;

import io.parley.bench.index.IndexBench;
import io.parley.core.model.Embedder;
import io.parley.knowledge.embed.MiniLmEmbedder;
import io.parley.tools.sample.SampleShop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The knowledge index at scale, without a server.
@Command(
    name = "index",
    description = {
      "The knowledge index of many passages: how long it takes to build, to open, to search, and"
          + " until a change is searched."
    },
    mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      required = true,
      description = "of the index, empty or missing; it stays")
  private Path directory;

  @Option(
      names = "--passages",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "in the index (${DEFAULT-VALUE})")
  private int passages;

  @Option(
      names = "--added",
      paramLabel = "N",
      defaultValue = "10000",
      description = "passages that come later (${DEFAULT-VALUE})")
  private int added;

  @Option(
      names = "--searches",
      paramLabel = "N",
      defaultValue = "1000",
      description = "one after the other, after 300 to warm up (${DEFAULT-VALUE})")
  private int searches;

  @Option(
      names = "--built-in",
      description = "vectors by the built-in embedder instead of a cheap one")
  private boolean builtIn;

  @Option(
      names = "--sentences",
      description = "articles of the sample shop's sentences instead of made-up words")
  private boolean ofSentences;

  @Override
  public Integer call() throws Exception {
    if (!builtIn) return run(IndexBench.words());
    try (var embedder = new MiniLmEmbedder()) {
      return run(embedder);
    }
  }

  private int run(Embedder embedder) throws Exception {
    var sentences = ofSentences ? sentences() : List.<String>of();
    new IndexBench(directory, embedder, sentences, System.out).run(passages, added, searches);
    return 0;
  }

  private static List<String> sentences() {
    return SampleShop.load().articles().stream()
        .flatMap(article -> Arrays.stream(article.body().split("(?<=[.?!])\\s+|\n+", -1)))
        .map(String::strip)
        .filter(sentence -> !sentence.isEmpty() && !sentence.startsWith("#"))
        .toList();
  }
}
