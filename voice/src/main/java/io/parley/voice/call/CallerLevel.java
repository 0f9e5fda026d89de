package io.parley.voice.call;

/// How loudly the caller speaks, learned in the call, so that other voices in the room do not
/// interrupt a reply: speech much weaker than the caller's counts as distant. Levels are mean
/// powers of samples, in dB above any reference. For one thread.
final class CallerLevel {
  /// Speech weaker than the caller's by more than this is somebody else's, or far away: from a
  /// handset to the middle of a room are 12 dB and more, of which a loud syllable takes some. By
  /// `bench/run felt --only noise,interruptions`: at 10 a distant voice stops replies, at 12 a
  /// room.
  private static final double DISTANT = 8;

  /// How far a new utterance moves what was learned: louder speech is certainly nearer, and a
  /// distant voice that was answered is rarely the caller's.
  private static final double LOUDER = 0.5;

  private static final double WEAKER = 0.2;
  private static final double FAR_WEAKER = 0.05;

  private double usual = Double.NaN;

  /// Whether speech of this level is not the caller's. Nothing is, before an utterance was learned.
  boolean isDistant(double level) {
    return level < usual - DISTANT;
  }

  /// The caller said something at this level while no reply sounded.
  void learn(double level) {
    if (Double.isNaN(usual)) usual = level;
    double change = level - usual;
    usual += change * (change > 0 ? LOUDER : change > -DISTANT ? WEAKER : FAR_WEAKER);
  }
}
