package io.parley.voice.call;

import io.parley.core.party.Party;
import io.parley.voice.echo.EchoCanceller;
import io.parley.voice.echo.EchoSettings;
import io.parley.voice.leg.Leg;
import io.parley.voice.sound.Resampler;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// One leg in its call, at the call's sample rate. Sound goes through it in the media clock's
/// thread; the call's actor mutes and holds it.
final class CallLeg {
  private final int number;
  private final Party party;
  private final Leg leg;
  private final Optional<EchoCanceller> echo;
  private final Optional<Conversion> conversion;
  private final LineWatch line = new LineWatch();
  private volatile boolean muted;
  private volatile boolean held;

  /// @param number 1, 2 … within the call; @param party whose end it is
  /// @param sampleRate of the call, in Hz
  CallLeg(int number, Party party, Leg leg, int sampleRate, EchoSettings settings) {
    this.number = number;
    this.party = party;
    this.leg = leg;
    this.echo =
        settings.enabled()
            ? Optional.of(new EchoCanceller(leg.sampleRate(), settings))
            : Optional.empty();
    this.conversion =
        leg.sampleRate() == sampleRate ? Optional.empty() : Optional.of(new Conversion(sampleRate));
  }

  /// Between the leg's sample rate and the call's.
  private final class Conversion {
    private final Resampler in;
    private final Resampler out;
    private final short[] own; // 20 ms at the leg's rate

    Conversion(int sampleRate) {
      this.in = new Resampler(leg.sampleRate(), sampleRate);
      this.out = new Resampler(sampleRate, leg.sampleRate());
      this.own = new short[leg.frameSamples()];
    }

    boolean hear(short[] frame) {
      boolean sounds = hearClean(own);
      in.convert(own, 0, own.length, frame, 0);
      return sounds;
    }

    void play(short[] frame) {
      out.convert(frame, 0, frame.length, own, 0);
      send(own);
    }
  }

  int number() {
    return number;
  }

  Leg leg() {
    return leg;
  }

  boolean isCustomers() {
    return party == Party.CUSTOMER;
  }

  void mute(boolean now) {
    muted = now;
  }

  void hold(boolean now) {
    held = now;
  }

  boolean isHeld() {
    return held;
  }

  /// Whether others hear this leg.
  boolean isHeard() {
    return !muted && !held;
  }

  /// Judges the line, once a tick.
  LineWatch.Verdict line() {
    return line.look(leg.silentFor(), !isHeard());
  }

  /// Writes the next 20 ms into `frame`, or silence where there is no sound.
  ///
  /// @return whether there is sound
  boolean hear(short[] frame) {
    boolean sounds = conversion.isPresent() ? conversion.get().hear(frame) : hearClean(frame);
    if (sounds && isHeard()) return true;
    Arrays.fill(frame, (short) 0);
    return false;
  }

  /// Plays the next 20 ms; sends nothing to an end on hold.
  void play(short[] frame) {
    if (held) leg.rest();
    else if (conversion.isPresent()) conversion.get().play(frame);
    else send(frame);
  }

  /// At the leg's sample rate, without the echo of what was played.
  private boolean hearClean(short[] frame) {
    boolean sounds = leg.hear(frame);
    if (!sounds) Arrays.fill(frame, (short) 0);
    if (echo.isPresent()) echo.get().clean(frame, sounds);
    return sounds;
  }

  private void send(short[] frame) {
    if (echo.isPresent()) echo.get().played(frame);
    leg.play(frame);
  }

  /// By how many decibels the echo of this leg is attenuated; empty without one.
  OptionalDouble echoReturnLossEnhancement() {
    return echo.map(EchoCanceller::enhancement).orElse(OptionalDouble.empty());
  }

  void rest() {
    leg.rest();
  }
}
