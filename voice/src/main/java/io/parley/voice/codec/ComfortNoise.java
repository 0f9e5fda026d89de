package io.parley.voice.codec;

/// The noise of a silent line (RFC 3389): a payload gives its level and the shape of its spectrum,
/// and the noise is made here. It allocates nothing. For one thread.
public final class ComfortNoise {
  /// The level of our own silence: 70 dB below the loudest, as quiet as a good line.
  private static final int LEVEL = 70;

  /// Reflection coefficients that are used; finer shapes are not heard.
  private static final int ORDER_MAX = 20;

  private static final double FULL_SCALE = 32_768;

  private final double[] reflections = new double[ORDER_MAX];
  private final double[] backward = new double[ORDER_MAX + 1];
  private int order;
  private double strength;
  private long seed = 0x9e37_79b9_7f4a_7c15L;

  /// Writes the payload of our own silence, whose spectrum is flat.
  ///
  /// @return its length
  public static int write(byte[] payload, int offset) {
    payload[offset] = LEVEL;
    return 1;
  }

  /// Takes a payload. An empty one changes nothing.
  public void update(byte[] payload, int length) {
    if (length == 0) return;
    order = Math.min(length - 1, ORDER_MAX);
    double remaining = 1;
    for (int i = 0; i < order; i++) {
      int code = Math.min(payload[1 + i] & 0xff, 254);
      reflections[i] = 258.0 * (code - 127) / 32_768;
      remaining *= 1 - reflections[i] * reflections[i];
    }
    // the filter adds to the power of what goes through it
    double loud = FULL_SCALE * Math.pow(10, -(payload[0] & 0x7f) / 20.0);
    strength = loud * Math.sqrt(remaining);
  }

  /// Writes the next part of the noise into all of a frame.
  public void write(short[] frame) {
    for (int i = 0; i < frame.length; i++)
      frame[i] = (short) Math.clamp(Math.round(shaped(white() * strength)), -32_768, 32_767);
  }

  /// A lattice filter of poles, which reflections less than 1 keep stable.
  private double shaped(double sample) {
    double forward = sample;
    for (int i = order - 1; i >= 0; i--) {
      forward -= reflections[i] * backward[i];
      backward[i + 1] = backward[i] + reflections[i] * forward;
    }
    backward[0] = forward;
    return forward;
  }

  /// Evenly distributed with a power of 1 (xorshift64).
  private double white() {
    seed ^= seed << 13;
    seed ^= seed >>> 7;
    seed ^= seed << 17;
    return (seed >> 11) * 0x1.0p-52 * Math.sqrt(3);
  }
}
