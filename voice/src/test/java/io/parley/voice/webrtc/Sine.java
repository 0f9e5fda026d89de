package io.parley.voice.webrtc;

/// A tone that goes on from frame to frame.
final class Sine {
  private final int rate;
  private final double frequency;
  private long at;

  Sine(int rate, double frequency) {
    this.rate = rate;
    this.frequency = frequency;
  }

  void next(short[] frame) {
    for (int i = 0; i < frame.length; i++)
      frame[i] = (short) (8_000 * Math.sin(2 * Math.PI * frequency * at++ / rate));
  }

  short[] next(int samples) {
    var frame = new short[samples];
    next(frame);
    return frame;
  }
}
