package io.parley.knowledge.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;

/// How much of what a question asks is mentioned in a passage: the share of its words, each
/// weighted by how rare it is (inverse document frequency as BM25 has it). A word that occurs
/// nowhere in the knowledge base weighs most: the shop knows nothing about it.
final class Coverage {
  private Coverage() {}

  /// @param terms of the question, analysed as the field is
  /// @param documents ascending
  /// @return for each document, 0 to 1
  static double[] of(LeafReader leaf, String field, List<String> terms, int[] documents)
      throws IOException {
    var covered = new double[documents.length];
    double all = 0;
    for (var text : terms) {
      var term = new Term(field, text);
      double weight = rarity(leaf.docFreq(term), leaf.maxDoc());
      all += weight;
      var postings = leaf.postings(term, PostingsEnum.NONE);
      if (postings == null) continue;
      for (int i = 0; i < documents.length; i++) {
        if (postings.docID() < documents[i]) postings.advance(documents[i]);
        if (postings.docID() == documents[i]) covered[i] += weight;
      }
    }
    if (all > 0) for (int i = 0; i < covered.length; i++) covered[i] /= all;
    return covered;
  }

  private static double rarity(int documents, int of) {
    return Math.log(1 + (of - documents + 0.5) / (documents + 0.5));
  }
}
