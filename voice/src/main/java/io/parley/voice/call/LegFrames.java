package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.voice.sound.Resampler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// An engine's sound, converted to the leg's rate and frames of 20 ms, waiting to be played. For
/// one thread at a time, but for [#convert].
final class LegFrames {
  private final int sampleRate;
  private final int frameSamples;
  private final Deque<short[]> frames = new ArrayDeque<>();
  private Resampler resampler;
  private short[] gathered;
  private int gatheredSamples;

  /// @param sampleRate of the leg, in Hz
  LegFrames(int sampleRate) {
    this.sampleRate = sampleRate;
    this.frameSamples = sampleRate / 50;
    this.gathered = new short[frameSamples];
    this.resampler = new Resampler(sampleRate, sampleRate);
  }

  /// The frame at the leg's rate, to be added next. For the thread alone that adds, and without the
  /// lock under which others take frames: this is the slow part.
  short[] convert(AudioFrame frame) {
    if (resampler.from() != frame.sampleRate())
      resampler = new Resampler(frame.sampleRate(), sampleRate);
    var samples = frame.samples();
    var converted = new short[resampler.outputMax(samples.length)];
    int count = resampler.convert(samples, 0, samples.length, converted, 0);
    return count == converted.length ? converted : Arrays.copyOf(converted, count);
  }

  /// @param converted by [#convert]
  void add(short[] converted) {
    for (int at = 0; at < converted.length; ) {
      int taken = Math.min(converted.length - at, frameSamples - gatheredSamples);
      System.arraycopy(converted, at, gathered, gatheredSamples, taken);
      at += taken;
      gatheredSamples += taken;
      if (gatheredSamples == frameSamples) emit();
    }
  }

  /// Fills the last part of a frame with silence.
  void fillUp() {
    if (gatheredSamples == 0) return;
    Arrays.fill(gathered, gatheredSamples, frameSamples, (short) 0);
    emit();
  }

  /// The next 20 ms, or null.
  short[] poll() {
    return frames.poll();
  }

  /// Puts frames that were polled back in front, in their order.
  void putBack(List<short[]> polled) {
    for (int i = polled.size() - 1; i >= 0; i--) frames.addFirst(polled.get(i));
  }

  /// How many whole frames wait.
  int ticks() {
    return frames.size();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  void clear() {
    frames.clear();
    gatheredSamples = 0;
  }

  private void emit() {
    frames.add(gathered);
    gathered = new short[frameSamples];
    gatheredSamples = 0;
  }
}
