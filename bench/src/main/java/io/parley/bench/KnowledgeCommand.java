package io.parley.bench;

import com.typesafe.config.ConfigFactory;
import io.parley.bench.knowledge.KnowledgeBench;
import io.parley.knowledge.embed.MiniLmEmbedder;
import io.parley.knowledge.rerank.EndpointReranker;
import io.parley.knowledge.rerank.RerankerSettings;
import io.parley.outbound.guard.GuardSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The search in a company's knowledge, without a server.
@Command(
    name = "knowledge",
    description = {
      "How good the search is: hit@1, recall@5, MRR and nDCG@10 on question sets in three"
          + " languages,",
      "beside BM25 alone, words alone and vectors alone, and how many unanswerable questions are",
      "admitted. Takes two minutes; exits with 1 when a set is below BM25."
    },
    mixinStandardHelpOptions = true)
final class KnowledgeCommand implements Callable<Integer> {
  @Option(
      names = "--answer-score",
      paramLabel = "SCORE",
      defaultValue = "0.45",
      description = "from which a passage is given as the answer (${DEFAULT-VALUE})")
  private double answerScore;

  @Option(
      names = "--reranker",
      paramLabel = "URL",
      description = "the base of a server's /rerank, which is measured, too")
  private String reranker;

  @Option(
      names = "--reranker-kind",
      paramLabel = "KIND",
      defaultValue = "tei",
      description = "cohere or tei (${DEFAULT-VALUE}); the key is in RERANKER_API_KEY")
  private String rerankerKind;

  @Option(
      names = "--reranker-model",
      paramLabel = "NAME",
      defaultValue = "",
      description = "the server's name for the model, if it has several")
  private String rerankerModel;

  @Override
  public Integer call() throws Exception {
    try (var embedder = new MiniLmEmbedder();
        var server = reranker()) {
      return new KnowledgeBench(embedder, answerScore, Optional.ofNullable(server)).run(System.out)
          ? 0
          : Bench.WRONG;
    }
  }

  /// @return null when none is measured, for try-with-resources
  private EndpointReranker reranker() {
    if (reranker == null) return null;
    var config =
        ConfigFactory.parseMap(
                Map.of(
                    "parley.reranker.kind",
                    rerankerKind,
                    "parley.reranker.url",
                    reranker,
                    "parley.reranker.model",
                    rerankerModel,
                    "parley.reranker.api-key",
                    Objects.requireNonNullElse(System.getenv("RERANKER_API_KEY"), ""),
                    // the order is measured, not the speed
                    "parley.reranker.timeout",
                    "30s"))
            .withFallback(ConfigFactory.load());
    return new EndpointReranker(
        RerankerSettings.from(config)
            .orElseThrow(() -> new IllegalArgumentException("--reranker-kind: none")),
        GuardSettings.from(config),
        InstantSource.system());
  }
}
