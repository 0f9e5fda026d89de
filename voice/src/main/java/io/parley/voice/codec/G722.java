package io.parley.voice.codec;

/// Common parts of both directions of G.722 (ITU-T Recommendation G.722, 64 kbit/s): 16 kHz, frames
/// of 20 ms, a byte for two samples, whose lower six bits are the band up to 4 kHz. RTP's clock for
/// it is 8 kHz (RFC 3551, section 4.5.2).
public final class G722 {
  public static final int SAMPLE_RATE = 16_000;

  /// Samples of a frame.
  static final int FRAME = 320;

  /// Bytes of a frame.
  static final int BYTES = 160;

  private static final int[] FILTER = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};
  private static final int TAPS = FILTER.length;

  /// Of the lower band's step, for the four highest bits of its code.
  private static final int[] LOW_MULTIPLIERS = {
    -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
  };

  /// Differences for the four highest bits, by which both ends adapt.
  private static final int[] LOW_LEVELS = {
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200,
    20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
  };

  private static final int[] HIGH_MULTIPLIERS = {798, -214, 798, -214};
  private static final int[] HIGH_LEVELS = {-7408, -1616, 7408, 1616};

  private G722() {}

  /// @param code of six bits
  static void adaptLow(G722Band band, int code) {
    int coarse = code >> 2;
    band.adapt(LOW_MULTIPLIERS[coarse], band.difference(LOW_LEVELS[coarse]));
  }

  /// @param code of two bits
  /// @return the difference that it stands for
  static int adaptHigh(G722Band band, int code) {
    int difference = band.difference(HIGH_LEVELS[code]);
    band.adapt(HIGH_MULTIPLIERS[code], difference);
    return difference;
  }

  /// A filter of 24 taps that divides sound into two bands or joins them: both halves of its sums.
  static final class Mirror {
    private final int[] even = new int[TAPS];
    private final int[] odd = new int[TAPS];

    void push(int first, int second) {
      System.arraycopy(even, 1, even, 0, TAPS - 1);
      System.arraycopy(odd, 1, odd, 0, TAPS - 1);
      even[TAPS - 1] = first;
      odd[TAPS - 1] = second;
    }

    int ofFirst() {
      int sum = 0;
      for (int i = 0; i < TAPS; i++) sum += even[i] * FILTER[i];
      return sum;
    }

    int ofSecond() {
      int sum = 0;
      for (int i = 0; i < TAPS; i++) sum += odd[i] * FILTER[TAPS - 1 - i];
      return sum;
    }
  }
}
