package io.parley.voice.echo;

import java.util.Random;

/// A line that returns what is played into it: an impulse response.
final class MadeLine {
  private final float[] response;

  private MadeLine(float[] response, int rate, double delay, double level) {
    double power = 0;
    for (float tap : response) power += tap * tap;
    int first = (int) (rate * delay);
    this.response = new float[first + response.length];
    for (int i = 0; i < response.length; i++)
      this.response[first + i] =
          (float) (response[i] * Math.pow(10, level / 20) / Math.sqrt(power));
  }

  /// A loudspeaker and a microphone in a room: the direct way, and reverberation that falls by 60
  /// dB.
  ///
  /// @param delay in seconds; @param level of the echo beside what is played, in dB
  /// @param fall in seconds
  static MadeLine room(int rate, double delay, double level, double fall, long seed) {
    var random = new Random(seed);
    var response = new float[(int) (rate * Math.min(fall, 0.4))];
    // 4000 reflections a second are as many as can be told apart
    for (int i = 0; i < response.length; i += 1 + random.nextInt(rate / 2_000))
      response[i] = (float) (random.nextGaussian() * Math.exp(-6.9 * i / (rate * fall)));
    response[0] = (float) Math.sqrt(4_000 * fall / 20);
    return new MadeLine(response, rate, delay, level);
  }

  /// A telephone's hybrid: some milliseconds of a ringing band-pass, like the echo paths of ITU-T
  /// G.168.
  static MadeLine hybrid(int rate, double delay, double level) {
    var response = new float[rate * 12 / 1_000];
    for (int i = 0; i < response.length; i++) {
      double t = (double) i / rate;
      response[i] =
          (float)
              (Math.exp(-t / 0.0012) * Math.sin(2 * Math.PI * 1_100 * t)
                  - 0.5 * Math.exp(-t / 0.003) * Math.sin(2 * Math.PI * 450 * t + 1));
    }
    return new MadeLine(response, rate, delay, level);
  }

  /// The sound that comes back.
  float[] echo(float[] played) {
    var echo = new float[played.length];
    for (int tap = 0; tap < response.length; tap++) {
      float factor = response[tap];
      if (factor == 0) continue;
      for (int i = tap; i < played.length; i++) echo[i] += factor * played[i - tap];
    }
    return echo;
  }
}
