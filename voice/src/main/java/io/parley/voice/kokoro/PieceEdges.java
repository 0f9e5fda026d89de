package io.parley.voice.kokoro;

import java.util.Arrays;

/// The model puts silence around whatever it says. Between two pieces of a clause most of it is cut
/// off, so that the join is the pause of a breath.
final class PieceEdges {
  /// About -46 dB of the loudest.
  private static final float SILENCE = 0.005f;

  /// Silence that is left at each side of a join.
  private static final int KEPT = KokoroModel.SAMPLE_RATE * 50 / 1_000;

  private PieceEdges() {}

  /// @param isFirst whether nothing of the clause comes before it; @param isLast likewise, after it
  static float[] trimmed(float[] samples, boolean isFirst, boolean isLast) {
    int from = 0;
    int to = samples.length;
    while (!isFirst && from < to && Math.abs(samples[from]) < SILENCE) from++;
    while (!isLast && to > from && Math.abs(samples[to - 1]) < SILENCE) to--;
    return Arrays.copyOfRange(
        samples, Math.max(0, from - KEPT), Math.min(samples.length, to + KEPT));
  }
}
