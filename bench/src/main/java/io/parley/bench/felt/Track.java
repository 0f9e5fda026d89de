package io.parley.bench.felt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// One direction of a call's sound as the caller's end notices it: when there was sound at all, and
/// when it was loud. Times are by [CallTime#nanos]. Thread safe.
final class Track {
  private static final long TICK = 20_000_000;

  /// A span without sound.
  record Gap(long from, long until) {
    Duration length() {
      return Duration.ofNanos(until - from);
    }
  }

  private final int sampleRate;
  private long[] at = new long[1_500];
  private short[] first = new short[1_500];
  private short[] last = new short[1_500];
  private boolean[] sounds = new boolean[1_500];
  private int size;

  /// @param sampleRate in Hz
  Track(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /// The next 20 ms.
  ///
  /// @param begins when its first sample is at the caller's end
  synchronized void sound(long begins, short[] frame) {
    add(begins, Loudness.first(frame), Loudness.last(frame), true);
  }

  /// A tick without sound.
  synchronized void rest(long begins) {
    add(begins, -1, -1, false);
  }

  private void add(long begins, int firstLoud, int lastLoud, boolean isSound) {
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      first = Arrays.copyOf(first, 2 * size);
      last = Arrays.copyOf(last, 2 * size);
      sounds = Arrays.copyOf(sounds, 2 * size);
    }
    at[size] = begins;
    first[size] = (short) firstLoud;
    last[size] = (short) lastLoud;
    sounds[size++] = isSound;
  }

  private long time(int tick, short sample) {
    return at[tick] + sample * 1_000_000_000L / sampleRate;
  }

  /// When it was loud for the first time since then.
  synchronized OptionalLong firstLoud(long since) {
    for (int i = tickSince(since); i < size; i++)
      if (first[i] >= 0 && time(i, last[i]) >= since)
        return OptionalLong.of(Math.max(since, time(i, first[i])));
    return OptionalLong.empty();
  }

  /// When there was sound, even silent sound, for the first time since then.
  synchronized OptionalLong firstSound(long since) {
    for (int i = tickSince(since); i < size; i++)
      if (sounds[i] && at[i] >= since) return OptionalLong.of(at[i]);
    return OptionalLong.empty();
  }

  /// When it was loud for the last time since then.
  synchronized OptionalLong lastLoud(long since) {
    for (int i = size - 1; i >= 0 && at[i] > since - TICK; i--)
      if (last[i] >= 0 && time(i, last[i]) >= since) return OptionalLong.of(time(i, last[i]));
    return OptionalLong.empty();
  }

  /// The gaps in the sound between these times, each of which begins after sound; one that has not
  /// ended is the last.
  synchronized List<Gap> gaps(long from, long until, Duration atLeast) {
    var gaps = new ArrayList<Gap>();
    long wanted = atLeast.toNanos() / TICK;
    int lastSound = -1;
    int end = tickSince(until);
    for (int i = tickSince(from); i <= end; i++) {
      boolean isEnd = i == end;
      if (!isEnd && !sounds[i]) continue;
      // by ticks, for a late tick is no gap
      if (lastSound >= 0 && i - lastSound - 1 >= wanted)
        gaps.add(new Gap(at[lastSound] + TICK, isEnd ? until : at[i]));
      lastSound = i;
    }
    return gaps;
  }

  /// Ticks with sound between these times, as a duration.
  synchronized Duration sounding(long from, long until) {
    int ticks = 0;
    for (int i = tickSince(from); i < tickSince(until); i++) if (sounds[i]) ticks++;
    return Duration.ofNanos(ticks * TICK);
  }

  /// Whether there was no sound in the last ticks.
  synchronized boolean isResting(Duration length) {
    long ticks = length.toNanos() / TICK;
    if (size < ticks) return false;
    for (int i = size - 1; i >= size - ticks; i--) if (sounds[i]) return false;
    return true;
  }

  /// The first tick that may hold sound of this time or later.
  private int tickSince(long time) {
    int tick = size;
    while (tick > 0 && at[tick - 1] > time - TICK) tick--;
    return tick;
  }
}
