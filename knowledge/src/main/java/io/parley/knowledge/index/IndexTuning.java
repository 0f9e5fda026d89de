package io.parley.knowledge.index;

import io.parley.knowledge.search.PassageDocument;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/// How Lucene writes: measured by `bench/run index`, see docs/PERFORMANCE.md.
///
/// Vectors are compared by one bit a dimension ("RaBitQ", Gao and Long, SIGMOD 2024), which makes a
/// graph of a million of them in minutes, and in memory takes a thirtieth; the best candidates are
/// then compared exactly.
final class IndexTuning {
  /// The size that is held before it is written to a segment.
  private static final double BUFFER_MB = 32;

  private static final int CONNECTIONS = 16;
  private static final int BEAM = 64;

  /// Segments of fewer than some 2,400 vectors are compared one by one, in a fraction of a
  /// millisecond: most new vectors then never enter a graph that is soon merged into another.
  private static final int NO_GRAPH_BELOW = 300;

  private IndexTuning() {}

  static IndexWriterConfig config() {
    return new IndexWriterConfig(PassageDocument.analyzer())
        .setRAMBufferSizeMB(BUFFER_MB)
        // close is a decision of the caller, who commits before
        .setCommitOnClose(false)
        .setCodec(new Quantized());
  }

  private static final class Quantized extends Lucene104Codec {
    private final KnnVectorsFormat format =
        new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, CONNECTIONS, BEAM, 1, null, NO_GRAPH_BELOW);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return format;
    }
  }
}
