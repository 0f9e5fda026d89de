package io.parley.bench.felt;

import io.parley.bench.call.CodecWork;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.speech.Spoken;
import io.parley.voice.echo.EchoCanceller;
import io.parley.voice.echo.EchoSettings;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;

/// The echo return loss enhancement after two seconds (as in ITU-T G.168), with speech that is
/// played and a faint line noise, without a call. An echo that is hardly louder than that noise has
/// no more to be removed: so its level above the noise is printed, too.
///
/// @param codec of the leg, whose sample rate counts
record EchoLoss(Codec codec) {
  private static final double FAINT = 8;
  private static final int TICKS = 1_000;
  private static final int LEARNS = 100;
  private static final int[] DELAYS = {60, 200};
  private static final int[] DECIBELS = {-6, -12, -20, -40};

  void print(Figures figures, Spoken played) {
    int rate;
    try (var work = new CodecWork(codec)) {
      rate = work.sampleRate();
    }
    var sound = HeldCall.atRate(played.sound().samples(), rate);
    double nanos = 0;
    for (int decibels : DECIBELS) {
      var losses = new StringBuilder();
      for (int delay : DELAYS) {
        long began = threadNanos();
        var loss = loss(sound, rate, delay, decibels);
        nanos += threadNanos() - began;
        losses.append(
            String.format(
                Locale.ROOT,
                "%.0f dB of an echo %.0f dB above the noise (%d ms) ",
                loss.removed(),
                loss.audible(),
                delay));
      }
      figures.row(
          "echo return loss enhancement after 2 s, echo of " + decibels + " dB",
          "none",
          "30 dB, or down to the line's noise",
          losses.toString().strip());
    }
    double micros = nanos / 1e3 / (TICKS * DELAYS.length * DECIBELS.length);
    figures.row(
        "cost of a canceller with an echo, a tick of 20 ms at " + rate / 1_000 + " kHz",
        "-",
        "measured",
        String.format(Locale.ROOT, "%.0f µs, %.1f %% of a core", micros, micros / 200));
  }

  /// @param removed in dB; @param audible how far echo and noise were above the noise, in dB: what
  ///   is removed beyond it is noise
  private record Loss(double removed, double audible) {
    private static Loss of(double before, double after, double noise) {
      return new Loss(decibels(before, after), decibels(before, noise));
    }

    private static double decibels(double one, double other) {
      return 10 * Math.log10(one / Math.max(1, other));
    }
  }

  private static Loss loss(short[] sound, int rate, int delay, int decibels) {
    var path = new EchoPath(rate, delay, decibels);
    var canceller = new EchoCanceller(rate, EchoSettings.typical());
    var random = new Random(1);
    var heard = new double[rate / 50];
    var frame = new short[rate / 50];
    var out = new short[rate / 50];
    double before = 0;
    double after = 0;
    double noise = 0;
    for (int tick = 0; tick < TICKS; tick++) {
      for (int i = 0; i < heard.length; i++) heard[i] = FAINT * random.nextGaussian();
      path.addTo(heard);
      for (int i = 0; i < frame.length; i++) frame[i] = (short) Math.round(heard[i]);
      double power = power(frame);
      canceller.clean(frame, true);
      if (tick >= LEARNS) {
        before += power;
        after += power(frame);
        noise += FAINT * FAINT * frame.length;
      }
      System.arraycopy(sound, tick * out.length % (sound.length - out.length), out, 0, out.length);
      canceller.played(out);
      path.played(out, out.length);
    }
    return Loss.of(before, after, noise);
  }

  private static double power(short[] frame) {
    double sum = 0;
    for (short sample : frame) sum += (double) sample * sample;
    return sum;
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
