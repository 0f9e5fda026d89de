package io.parley.voice.echo;

import java.util.Arrays;

/// The last frames of a stream of sound. Frames that were never there are silent.
final class Past {
  private final short[][] frames;
  private int newest;

  /// @param length frames that it keeps; @param frameSamples of each
  Past(int length, int frameSamples) {
    frames = new short[length][frameSamples];
  }

  void add(short[] frame) {
    newest = newest == 0 ? frames.length - 1 : newest - 1;
    System.arraycopy(frame, 0, frames[newest], 0, frame.length);
  }

  void addSilence() {
    newest = newest == 0 ? frames.length - 1 : newest - 1;
    Arrays.fill(frames[newest], (short) 0);
  }

  /// @param ago 0 for the newest frame
  short[] get(int ago) {
    int at = newest + ago;
    return frames[at < frames.length ? at : at - frames.length];
  }
}
