package io.parley.knowledge.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
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
  static double[] of(IndexReader reader, String field, List<String> terms, int[] documents)
      throws IOException {
    var covered = new double[documents.length];
    double all = 0;
    for (var text : terms) {
      var term = new Term(field, text);
      double weight = rarity(reader.docFreq(term), reader.maxDoc());
      all += weight;
      for (var leaf : reader.leaves()) add(leaf, term, weight, documents, covered);
    }
    if (all > 0) for (int i = 0; i < covered.length; i++) covered[i] /= all;
    return covered;
  }

  private static void add(
      LeafReaderContext leaf, Term term, double weight, int[] documents, double[] covered)
      throws IOException {
    int end = leaf.docBase + leaf.reader().maxDoc();
    PostingsEnum postings = null;
    for (int i = 0; i < documents.length && documents[i] < end; i++) {
      int local = documents[i] - leaf.docBase;
      if (local < 0) continue;
      if (postings == null) postings = leaf.reader().postings(term, PostingsEnum.NONE);
      if (postings == null) return;
      if (postings.docID() < local) postings.advance(local);
      if (postings.docID() == local) covered[i] += weight;
    }
  }

  private static double rarity(int documents, int of) {
    return Math.log(1 + (of - documents + 0.5) / (documents + 0.5));
  }
}
