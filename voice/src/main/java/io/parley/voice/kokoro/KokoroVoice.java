package io.parley.voice.kokoro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A speaker's style: a vector for each number of phonemes in a clause.
public final class KokoroVoice {
  /// Numbers in a vector.
  static final int STYLE = 256;

  private final float[] styles;

  private KokoroVoice(float[] styles) {
    this.styles = styles;
  }

  /// @param file such as `af_heart.bin`: floats in little endian, one vector after the other
  /// @throws IOException also when the file is not a voice
  public static KokoroVoice read(Path file) throws IOException {
    FloatBuffer floats =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    if (!floats.hasRemaining() || floats.remaining() % STYLE != 0)
      throw new IOException(
          "%s holds %d numbers (expected: a multiple of %d)"
              .formatted(file, floats.remaining(), STYLE));
    var styles = new float[floats.remaining()];
    floats.get(styles);
    return new KokoroVoice(styles);
  }

  /// @param phonemes how many there are; beyond the last vector the last one is used
  float[] style(int phonemes) {
    int row = Math.min(phonemes, styles.length / STYLE - 1);
    return Arrays.copyOfRange(styles, row * STYLE, (row + 1) * STYLE);
  }
}
