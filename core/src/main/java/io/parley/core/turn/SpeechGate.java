package io.parley.core.turn;

import io.parley.core.setting.Expect;
import io.parley.core.speech.SpeechDetector.Likelihood;
import java.time.Duration;
import java.util.Optional;

/// Decides from likelihoods when speech begins and ends: speech begins after a stretch of likely
/// windows and ends after a stretch of unlikely ones, so that neither a click nor the gap within a
/// word counts.
///
/// @param speaking the latest decision
/// @param from position since which the windows disagree with it; -1 when they agree
public record SpeechGate(Settings settings, boolean speaking, long from) {

  /// @param threshold from this likelihood on a window contains speech, 0 to 1
  /// @param release below this one it contains none. Likelihoods between the two change nothing
  /// @param start duration of windows with speech after which it has begun; @param stop duration of
  ///   windows without speech after which it has ended
  /// @param sampleRate of positions, in Hz
  public record Settings(
      double threshold, double release, Duration start, Duration stop, int sampleRate) {
    public Settings {
      if (!(threshold > 0 && threshold <= 1))
        throw Expect.wrong("threshold", threshold, "> 0 and ≤ 1");
      if (!(release > 0 && release <= threshold))
        throw Expect.wrong("release", release, "> 0 and ≤ " + threshold);
      Expect.positive("start", start);
      Expect.positive("stop", stop);
      Expect.positive("sampleRate", sampleRate);
    }

    /// Typical settings for a detector at this sample rate.
    public static Settings typical(int sampleRate) {
      return new Settings(0.7, 0.5, Duration.ofMillis(200), Duration.ofMillis(200), sampleRate);
    }

    private long samples(Duration duration) {
      return duration.toNanos() * sampleRate / 1_000_000_000L;
    }
  }

  /// @param change the change that this window revealed, if any
  public record Passed(SpeechGate gate, Optional<Change> change) {}

  /// Speech has begun, or ended.
  ///
  /// @param since the position where it really did, before its detection
  public record Change(boolean speaking, long since) {}

  public static SpeechGate closed(Settings settings) {
    return new SpeechGate(settings, false, -1);
  }

  /// Whether it hears what may be speech that begins.
  public boolean suspectsSpeech() {
    return !speaking && from >= 0;
  }

  /// The next window, in order.
  public Passed pass(Likelihood window) {
    boolean otherwise =
        speaking ? window.speech() < settings.release() : window.speech() >= settings.threshold();
    boolean same =
        speaking ? window.speech() >= settings.threshold() : window.speech() < settings.release();
    long since = same ? -1 : otherwise && from < 0 ? window.position() : from;
    long needed = settings.samples(speaking ? settings.stop() : settings.start());
    boolean changes = since >= 0 && window.position() + window.samples() - since >= needed;
    if (changes)
      return new Passed(
          new SpeechGate(settings, !speaking, -1), Optional.of(new Change(!speaking, since)));
    return new Passed(
        since == from ? this : new SpeechGate(settings, speaking, since), Optional.empty());
  }
}
