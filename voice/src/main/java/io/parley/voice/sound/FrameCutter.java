package io.parley.voice.sound;

import io.parley.core.speech.AudioFrame;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts sound from pieces of any length into frames of 20 ms, with positions from 0. For one stream
/// and one thread.
public final class FrameCutter {
  private final int sampleRate;
  private final Consumer<AudioFrame> frames;
  private short[] frame;
  private int filled;
  private long position;

  /// @param sampleRate in Hz; @param frames receives each full frame
  public FrameCutter(int sampleRate, Consumer<AudioFrame> frames) {
    this.sampleRate = AudioFrame.checkedRate(sampleRate);
    this.frames = frames;
    frame = new short[sampleRate / 50];
  }

  public void add(short[] samples, int offset, int length) {
    for (int at = offset, end = offset + length; at < end; ) {
      int taken = Math.min(frame.length - filled, end - at);
      System.arraycopy(samples, at, frame, filled, taken);
      filled += taken;
      at += taken;
      if (filled == frame.length) give();
    }
  }

  /// Ends the sound: the last frame is filled up with silence.
  public void finish() {
    if (filled == 0) return;
    Arrays.fill(frame, filled, frame.length, (short) 0);
    give();
  }

  /// Samples of the frames so far.
  public long position() {
    return position;
  }

  private void give() {
    var full = frame;
    frame = new short[full.length];
    filled = 0;
    long start = position;
    position += full.length;
    frames.accept(new AudioFrame(full, sampleRate, start));
  }
}
