package io.parley.bench.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.bench.call.CodecWork.Codec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodecWorkTest {
  /// 48 dB below full scale.
  private static final int FAINT = 128;

  @Test
  void sound_that_is_played_is_not_heard() {
    for (var codec : new Codec[] {Codec.G711, Codec.CONCENTUS})
      try (var work = new CodecWork(codec)) {
        var tone = new short[work.frameSamples()];
        for (int i = 0; i < tone.length; i++)
          tone[i] = (short) (10_000 * Math.sin(2 * Math.PI * 500 * i / work.sampleRate()));
        var heard = new short[work.frameSamples()];
        for (int tick = 0; tick < 20; tick++) {
          Arrays.fill(heard, (short) 0);
          work.decode(work.encoded(heard), heard);
          work.encode(tone);
          for (short sample : heard)
            assertThat((int) sample).as(codec.name()).isBetween(-FAINT, FAINT);
        }
      }
  }
}
