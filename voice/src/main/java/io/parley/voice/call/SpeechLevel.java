package io.parley.voice.call;

import java.util.function.BooleanSupplier;

/// The level of incoming sound: tells speech in the distance while a reply is under way, and learns
/// the caller's own level from what they say while none is. For the media clock's thread.
final class SpeechLevel {
  /// Frames over which the level is averaged, 200 ms: as long as speech takes to be noticed.
  private static final int RECENT = 10;

  /// Shorter speech teaches nothing: 400 ms.
  private static final int FRAMES_MIN = 20;

  private final BooleanSupplier replyRuns;
  private final CallerLevel caller = new CallerLevel();
  private final double[] recent = new double[RECENT];
  private int at;
  private double spoken;
  private double weighted;
  private int frames;
  private boolean overReply;

  /// @param replyRuns whether a reply is under way: it sounds, is held, or its voice is late
  SpeechLevel(BooleanSupplier replyRuns) {
    this.replyRuns = replyRuns;
  }

  /// The next 20 ms.
  void add(short[] samples, boolean isSpeech) {
    double sum = 0;
    for (short sample : samples) sum += (double) sample * sample;
    double power = sum / Math.max(1, samples.length);
    recent[at++ % RECENT] = power;
    if (!isSpeech) return;
    spoken += power;
    weighted += power * power;
    frames++;
    overReply |= replyRuns.getAsBoolean();
  }

  /// Whether what is heard now is in the distance: by its latest sound before speech is noticed,
  /// then by all of the utterance, whose syllables differ in level.
  boolean isDistant() {
    if (!replyRuns.getAsBoolean()) return false;
    if (frames >= RECENT) return caller.isDistant(decibels(weighted, spoken));
    double sum = 0;
    double squares = 0;
    for (double power : recent) {
      sum += power;
      squares += power * power;
    }
    return caller.isDistant(decibels(squares, sum));
  }

  /// Speech has ended.
  void ended() {
    if (frames >= FRAMES_MIN && !overReply) caller.learn(decibels(weighted, spoken));
    spoken = 0;
    weighted = 0;
    frames = 0;
    overReply = false;
  }

  /// @param squares sum of squared powers; @param sum of the powers
  private static double decibels(double squares, double sum) {
    return 10 * Math.log10(squares / Math.max(1, sum) + 1);
  }
}
