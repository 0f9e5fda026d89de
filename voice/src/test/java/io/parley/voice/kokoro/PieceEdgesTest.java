package io.parley.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PieceEdgesTest {
  private static final int TENTH = KokoroModel.SAMPLE_RATE / 10;

  /// 300 ms of silence, 100 ms of sound, 300 ms of silence.
  private static float[] piece() {
    var samples = new float[7 * TENTH];
    Arrays.fill(samples, 3 * TENTH, 4 * TENTH, 0.5f);
    return samples;
  }

  @Test
  void silence_at_a_join_is_cut_to_a_breath() {
    assertThat(PieceEdges.trimmed(piece(), false, false)).hasSize(2 * TENTH);
    assertThat(PieceEdges.trimmed(piece(), true, false)).hasSize(9 * TENTH / 2);
    assertThat(PieceEdges.trimmed(piece(), false, true)).hasSize(9 * TENTH / 2);
  }

  @Test
  void a_clause_of_one_piece_is_left_as_it_is() {
    assertThat(PieceEdges.trimmed(piece(), true, true)).isEqualTo(piece());
  }

  @Test
  void of_silence_alone_a_breath_is_left() {
    assertThat(PieceEdges.trimmed(new float[7 * TENTH], false, false)).hasSize(TENTH / 2);
    assertThat(PieceEdges.trimmed(new float[0], false, false)).isEmpty();
  }
}
