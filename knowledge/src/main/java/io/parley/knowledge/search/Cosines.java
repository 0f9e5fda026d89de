package io.parley.knowledge.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.util.VectorUtil;

/// How near passages are to a question, exactly; the search by HNSW only estimates it.
final class Cosines {
  private Cosines() {}

  /// @param field of vectors
  /// @param documents ascending
  /// @return for each document the cosine of the question and the passage; NaN for one without
  ///   vectors
  static double[] of(IndexReader reader, String field, int[] documents, Optional<float[]> vector)
      throws IOException {
    var cosines = new double[documents.length];
    Arrays.fill(cosines, Double.NaN);
    if (vector.isEmpty()) return cosines;
    for (int i = 0; i < documents.length; ) {
      var leaf = reader.leaves().get(ReaderUtil.subIndex(documents[i], reader.leaves()));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var values = leaf.reader().getFloatVectorValues(field);
      var at = values == null ? null : values.iterator();
      for (; i < documents.length && documents[i] < end; i++) {
        int local = documents[i] - leaf.docBase;
        if (at == null || (at.docID() < local && at.advance(local) != local)) continue;
        if (at.docID() != local) continue;
        cosines[i] = VectorUtil.dotProduct(vector.get(), values.vectorValue(at.index()));
      }
    }
    return cosines;
  }
}
