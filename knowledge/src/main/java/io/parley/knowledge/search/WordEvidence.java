package io.parley.knowledge.search;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.SmallFloat;

/// How much of a question the words of passages mention, in the fields of one language.
final class WordEvidence {
  /// Robertson's constants of BM25: how soon repetition stops to count, and how much length does.
  private static final double K1 = 1.2;

  private static final double B = 0.75;

  /// Ascending.
  private final int[] documents;

  final double[] coverage;
  final double[] weight;
  final double[] head;

  /// 1 for openings.
  final double[] opening;

  /// Whether the passage has words in this language.
  final boolean[] present;

  /// As shares of the average one.
  private final double[] length;

  private double all;

  private WordEvidence(int[] documents) {
    this.documents = documents;
    this.coverage = new double[documents.length];
    this.weight = new double[documents.length];
    this.head = new double[documents.length];
    this.opening = new double[documents.length];
    this.present = new boolean[documents.length];
    this.length = new double[documents.length];
  }

  /// @param documents ascending
  static WordEvidence of(
      IndexReader reader, WordFields fields, List<Wanted> question, int[] documents)
      throws IOException {
    var evidence = new WordEvidence(documents);
    evidence.measure(reader, fields.words());
    for (var word : question) evidence.add(reader, fields, word);
    for (var leaf : reader.leaves())
      evidence.count(leaf, PassageDocument.opening(), 1, null, evidence.opening);
    evidence.divide();
    return evidence;
  }

  private void measure(IndexReader reader, String field) throws IOException {
    double average =
        (double) reader.getSumTotalTermFreq(field) / Math.max(1, reader.getDocCount(field));
    for (var leaf : reader.leaves()) {
      NumericDocValues norms = leaf.reader().getNormValues(field);
      if (norms == null) continue;
      for (int i = from(leaf); i < documents.length && documents[i] < end(leaf); i++) {
        present[i] = norms.advanceExact(documents[i] - leaf.docBase);
        if (present[i]) length[i] = SmallFloat.byte4ToInt((byte) norms.longValue()) / average;
      }
    }
  }

  private void add(IndexReader reader, WordFields fields, Wanted word) throws IOException {
    var often = new double[documents.length];
    var share = new double[documents.length];
    var inHead = new double[documents.length];
    for (Map.Entry<String, Double> term : word.terms().entrySet())
      for (var leaf : reader.leaves()) {
        count(leaf, new Term(fields.words(), term.getKey()), term.getValue(), often, share);
        count(leaf, new Term(fields.head(), term.getKey()), term.getValue(), null, inHead);
      }
    all += word.rarity();
    for (int i = 0; i < documents.length; i++) {
      coverage[i] += word.rarity() * share[i];
      head[i] += word.rarity() * inHead[i];
      if (often[i] > 0)
        weight[i] += word.rarity() * often[i] / (often[i] + K1 * (1 - B + B * length[i]));
    }
  }

  /// @param often may be null: occurrences are not counted
  private void count(LeafReaderContext leaf, Term term, double share, double[] often, double[] best)
      throws IOException {
    PostingsEnum postings = null;
    for (int i = from(leaf); i < documents.length && documents[i] < end(leaf); i++) {
      if (postings == null) postings = leaf.reader().postings(term, PostingsEnum.FREQS);
      if (postings == null) return;
      int local = documents[i] - leaf.docBase;
      if (postings.docID() < local) postings.advance(local);
      if (postings.docID() != local) continue;
      best[i] = Math.max(best[i], share);
      if (often != null) often[i] += share * postings.freq();
    }
  }

  private void divide() {
    if (all == 0) return;
    for (int i = 0; i < documents.length; i++) {
      coverage[i] /= all;
      weight[i] /= all;
      head[i] /= all;
    }
  }

  /// The first of the documents that is in this part of the index, or behind it.
  private int from(LeafReaderContext leaf) {
    int at = java.util.Arrays.binarySearch(documents, leaf.docBase);
    return at < 0 ? -at - 1 : at;
  }

  private static int end(LeafReaderContext leaf) {
    return leaf.docBase + leaf.reader().maxDoc();
  }
}
