package io.parley.bench;

import io.parley.bench.knowledge.KnowledgeBench;
import io.parley.knowledge.embed.MiniLmEmbedder;
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

  @Override
  public Integer call() throws Exception {
    try (var embedder = new MiniLmEmbedder()) {
      return new KnowledgeBench(embedder, answerScore).run(System.out) ? 0 : Bench.WRONG;
    }
  }
}
