package io.parley.voice.echo;

/// The cancellation of an echo whose delay is known, at the leg's sample rate.
final class Cancelling {
  /// Powers are smoothed over so many blocks.
  private static final float SMOOTHING = 1 / 10f;

  private static final int EXPECTED = 4;

  /// Partitions in which the loudest echo may be.
  private static final int BEGINNING = 3;

  private final int block;
  private final EchoFilter filter;
  private final Suppressor suppressor;
  private final float[] played;
  private final float[] echo;
  private final float[] error;
  private float share;
  private float expected;
  private float used;
  private float nearMean;
  private float errorMean;
  private float heardPower;
  private float leftPower;
  private float echoPower;

  /// @param rate in Hz; @param tail frames that an echo lasts
  Cancelling(int rate, int tail) {
    block = rate / 50;
    filter = new EchoFilter(block, tail, 0.001);
    suppressor = new Suppressor(rate, block);
    played = new float[block];
    echo = new float[block];
    error = new float[block];
  }

  /// @param share the expected power of the echo, as a share of the sound played
  void begin(float share) {
    filter.forget();
    filter.silence();
    expected = 0;
    this.share = share;
    doubt(share);
    suppressor.begin(Math.min(1, 2 * share));
    used = 1;
    nearMean = 0;
    errorMean = 0;
  }

  /// The line has changed.
  void doubt(float share) {
    filter.doubt(Math.clamp(EXPECTED * share, 1e-5, 0.5), BEGINNING, 0.5);
  }

  /// Takes a played frame whose echo is not asked for.
  void remember(short[] frame) {
    predict(frame);
  }

  private void predict(short[] frame) {
    for (int i = 0; i < block; i++) played[i] = frame[i];
    filter.predict(played, echo);
  }

  /// @param playedFrame whose echo begins in the frame that was heard
  /// @param writes whether the echo is removed; otherwise this only learns
  void clean(short[] playedFrame, short[] frame, boolean sounds, boolean writes) {
    predict(playedFrame);
    float near = 0;
    float left = 0;
    echoPower = 0;
    for (int i = 0; i < block; i++) {
      error[i] = frame[i] - echo[i];
      near += frame[i] * frame[i];
      left += error[i] * error[i];
      echoPower += echo[i] * echo[i];
    }
    heardPower = near;
    leftPower = left;
    float far = 0;
    for (float sample : played) far += sample * sample;
    expected += SMOOTHING * (share * far - expected);
    if (sounds) {
      nearMean += SMOOTHING * (near - nearMean);
      errorMean += SMOOTHING * (left - errorMean);
      filter.learn(error);
    }
    if (writes && sounds) write(frame);
  }

  private void write(short[] frame) {
    // never worse than what came
    float use = errorMean <= nearMean ? 1 : 0;
    for (int i = 0; i < block; i++)
      error[i] = frame[i] - echo[i] * (used + (use - used) * (i + 1) / block);
    used = use;
    suppressor.suppress(error, echo, filter);
    leftPower = 0;
    for (int i = 0; i < block; i++) {
      leftPower += error[i] * error[i];
      frame[i] = (short) Math.clamp(Math.round(error[i]), Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }

  /// Whether the last frame speaks against an echo: it is much quieter than the echo should be, or
  /// the predicted echo is not in it.
  boolean isVain() {
    return nearMean < expected / 20 || (echoPower > heardPower / 2 && left() > 0.9);
  }

  /// The share of the sound that the filter leaves.
  float left() {
    return nearMean < block ? 1 : errorMean / nearMean;
  }

  /// Whether most of the last frame was echo.
  boolean isEcho() {
    return heardPower > block && echoPower > heardPower / 2;
  }

  float heardPower() {
    return heardPower;
  }

  float leftPower() {
    return leftPower;
  }
}
