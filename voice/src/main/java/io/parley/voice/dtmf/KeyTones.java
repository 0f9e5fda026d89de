package io.parley.voice.dtmf;

/// The two tones of each key (ITU-T Q.23), and their sound.
public final class KeyTones {
  /// The lower tones in Hz, one for each row of keys, and the higher ones, one for each column.
  static final int[] LOW = {697, 770, 852, 941};

  static final int[] HIGH = {1_209, 1_336, 1_477, 1_633};

  /// Keys by rows.
  static final String KEYS = "123A456B789C*0#D";

  /// Of each tone: 10 dB below the strongest that G.711 carries.
  private static final double AMPLITUDE = 9_000;

  private final int sampleRate;
  private double lowStep;
  private double highStep;
  private long at;

  /// @param sampleRate in Hz
  public KeyTones(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /// Whether it is a key of a telephone: `0` to `9`, `*`, `#`, `A` to `D`.
  public static boolean isKey(char key) {
    return KEYS.indexOf(key) >= 0;
  }

  /// Begins another press.
  public void press(char key) {
    int index = KEYS.indexOf(key);
    if (index < 0) throw new IllegalArgumentException("not a key of a telephone");
    lowStep = 2 * Math.PI * LOW[index / 4] / sampleRate;
    highStep = 2 * Math.PI * HIGH[index % 4] / sampleRate;
    at = 0;
  }

  /// Writes the next part of the press into all of a frame.
  public void write(short[] frame) {
    for (int i = 0; i < frame.length; i++, at++)
      frame[i] = (short) (AMPLITUDE * (Math.sin(lowStep * at) + Math.sin(highStep * at)));
  }
}
