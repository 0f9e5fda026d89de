package io.parley.voice.call;

import java.util.Arrays;

/// Brings several legs together: each end hears the agent and all other ends; customers and others
/// are listened to apart. Runs in the media clock's thread; allocates nothing while the legs stay
/// the same.
final class Bridge {
  private final int[] all;
  private final int[] customers;
  private final int[] others;
  private final short[] mixed;
  private short[][] heard = {};
  private boolean[] sounds = {};

  /// @param frameSamples of a tick, at the call's rate
  Bridge(int frameSamples) {
    all = new int[frameSamples];
    customers = new int[frameSamples];
    others = new int[frameSamples];
    mixed = new short[frameSamples];
  }

  /// @param speaks whether the agent says `said` in this tick
  /// @param ear filled with what customers say; @param otherEar with what anybody else says
  void tick(CallLeg[] legs, boolean speaks, short[] said, short[] ear, short[] otherEar) {
    if (heard.length < legs.length) {
      heard = new short[legs.length][mixed.length];
      sounds = new boolean[legs.length];
    }
    hear(legs);
    clip(customers, ear);
    clip(others, otherEar);
    for (int i = 0; i < legs.length; i++) play(legs[i], i, speaks, said, legs.length);
  }

  private void hear(CallLeg[] legs) {
    Arrays.fill(all, 0);
    Arrays.fill(customers, 0);
    Arrays.fill(others, 0);
    for (int i = 0; i < legs.length; i++) {
      sounds[i] = legs[i].hear(heard[i]);
      if (!sounds[i]) continue;
      add(heard[i], all);
      add(heard[i], legs[i].isCustomers() ? customers : others);
    }
  }

  private void play(CallLeg leg, int own, boolean speaks, short[] said, int count) {
    boolean isAnyoneHeard = speaks;
    for (int i = 0; i < count; i++) isAnyoneHeard |= i != own && sounds[i];
    if (!isAnyoneHeard) {
      leg.rest();
      return;
    }
    for (int i = 0; i < mixed.length; i++)
      mixed[i] = clipped(all[i] - heard[own][i] + (speaks ? said[i] : 0));
    leg.play(mixed);
  }

  /// Adds sound to other sound.
  static void mix(short[] frame, short[] to) {
    for (int i = 0; i < to.length; i++) to[i] = clipped(to[i] + frame[i]);
  }

  private static void add(short[] frame, int[] to) {
    for (int i = 0; i < frame.length; i++) to[i] += frame[i];
  }

  private static void clip(int[] sum, short[] to) {
    for (int i = 0; i < sum.length; i++) to[i] = clipped(sum[i]);
  }

  private static short clipped(int sample) {
    return (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
