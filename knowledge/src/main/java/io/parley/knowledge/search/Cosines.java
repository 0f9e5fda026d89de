package io.parley.knowledge.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.util.VectorUtil;

/// How near passages are to a question, exactly; the search by HNSW only estimates it.
final class Cosines {
  private Cosines() {}

  /// @param documents ascending
  /// @return for each document the cosine of the question and the passage or its heading, whichever
  ///   is nearer; NaN for one without vectors
  static double[] of(IndexReader reader, int[] documents, Optional<float[]> vector)
      throws IOException {
    var cosines = new double[documents.length];
    Arrays.fill(cosines, Double.NaN);
    if (vector.isEmpty()) return cosines;
    for (var field : List.of(PassageDocument.BODY, PassageDocument.HEADING))
      nearer(reader, field, documents, vector.get(), cosines);
    return cosines;
  }

  private static void nearer(
      IndexReader reader, String field, int[] documents, float[] vector, double[] cosines)
      throws IOException {
    for (int i = 0; i < documents.length; ) {
      var leaf = reader.leaves().get(ReaderUtil.subIndex(documents[i], reader.leaves()));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var values = leaf.reader().getFloatVectorValues(field);
      var at = values == null ? null : values.iterator();
      for (; i < documents.length && documents[i] < end; i++) {
        int local = documents[i] - leaf.docBase;
        if (at == null || (at.docID() < local && at.advance(local) != local)) continue;
        if (at.docID() != local) continue;
        double cosine = VectorUtil.dotProduct(vector, values.vectorValue(at.index()));
        cosines[i] = Double.isNaN(cosines[i]) ? cosine : Math.max(cosines[i], cosine);
      }
    }
  }
}
