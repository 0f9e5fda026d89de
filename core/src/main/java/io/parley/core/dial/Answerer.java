package io.parley.core.dial;

import java.time.Duration;
import java.util.Optional;

/// Whether a person or a machine has answered, told from the cadence of what is heard: a person
/// says a few words and waits, a machine goes on talking, and then beeps. A value that each piece
/// of sound replaces.
///
/// @param now since the call was answered
/// @param first when the first words began; empty while there are none
/// @param last when the newest words ended
/// @param voiced sum of the words so far
/// @param tone how long a tone has lasted by now
/// @param verdict once there is one; it never changes from a machine to anything else
/// @param ready when a message may begin: behind the beep, or after a long silence
/// @param beep when the beep ended, if there was one
public record Answerer(
    Settings settings,
    Duration now,
    Optional<Duration> first,
    Duration last,
    Duration voiced,
    Duration tone,
    Optional<Verdict> verdict,
    Optional<Duration> ready,
    Optional<Duration> beep) {
  /// A shorter noise is a click.
  private static final Duration WORD_MIN = Duration.ofMillis(100);

  /// Shorter tones are in voices, longer ones are those of a fax.
  private static final Duration BEEP_MIN = Duration.ofMillis(120);

  private static final Duration BEEP_MAX = Duration.ofMillis(1_500);

  /// Kinds of sound, 20 ms at a time.
  public enum Sound {
    QUIET,
    VOICE,
    TONE
  }

  /// The one who has answered.
  public enum Verdict {
    HUMAN,
    MACHINE,
    UNKNOWN
  }

  /// @param greetingMax longer first words are a machine's
  /// @param pause so much silence after words is a person who waits for an answer
  /// @param silenceMax without a word for so long it is unknown who has answered
  /// @param decideMax by then there is a verdict
  /// @param beepWait so long a machine's beep is waited for
  public record Settings(
      Duration greetingMax,
      Duration pause,
      Duration silenceMax,
      Duration decideMax,
      Duration beepWait) {}

  /// The call was answered just now.
  public static Answerer listening(Settings settings) {
    return new Answerer(
        settings,
        Duration.ZERO,
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Whether a machine has answered, and no beep came for too long.
  public boolean isInVain() {
    return ready.isEmpty() && now.compareTo(settings.beepWait()) >= 0;
  }

  /// Somebody else has listened, too, and knows it: counts unless there is a verdict.
  public Answerer told(Verdict who) {
    return verdict.isPresent() ? this : judged(who);
  }

  /// The next piece of what is heard.
  ///
  /// @param length of the piece, such as 20 ms
  public Answerer heard(Sound sound, Duration length) {
    var then = now.plus(length);
    return switch (sound) {
      case TONE -> after(then, first, last, voiced, tone.plus(length)).judged();
      case VOICE ->
          after(then, Optional.of(first.orElse(now)), then, voiced.plus(length), Duration.ZERO)
              .beeped(this)
              .judged();
      case QUIET -> after(then, first, last, voiced, Duration.ZERO).beeped(this).judged();
    };
  }

  private Answerer after(
      Duration then, Optional<Duration> began, Duration ended, Duration words, Duration beeping) {
    return new Answerer(settings, then, began, ended, words, beeping, verdict, ready, beep);
  }

  private Answerer with(
      Optional<Verdict> judged, Optional<Duration> free, Optional<Duration> beeped) {
    return new Answerer(settings, now, first, last, voiced, tone, judged, free, beeped);
  }

  /// A tone of the right length that ended just now was the beep.
  private Answerer beeped(Answerer before) {
    boolean isBeep = before.tone.compareTo(BEEP_MIN) >= 0 && before.tone.compareTo(BEEP_MAX) <= 0;
    return isBeep && beep.isEmpty() && verdict.filter(v -> v != Verdict.MACHINE).isEmpty()
        ? with(Optional.of(Verdict.MACHINE), Optional.of(before.now), Optional.of(before.now))
        : this;
  }

  private Answerer judged() {
    if (verdict.isPresent()) return verdict.get() == Verdict.MACHINE ? waiting() : this;
    if (tone.compareTo(BEEP_MAX) > 0) return judged(Verdict.MACHINE);
    var quiet = now.minus(last);
    if (first.isPresent() && quiet.compareTo(settings.pause()) >= 0) {
      // a click is no word
      if (voiced.compareTo(WORD_MIN) < 0)
        return after(now, Optional.empty(), last, Duration.ZERO, tone).ofSilence();
      return judged(Verdict.HUMAN);
    }
    if (first.isPresent() && last.minus(first.get()).compareTo(settings.greetingMax()) > 0)
      return judged(Verdict.MACHINE);
    return ofSilence();
  }

  private Answerer ofSilence() {
    boolean isLate = now.compareTo(settings.decideMax()) >= 0;
    boolean isSilent = first.isEmpty() && now.compareTo(settings.silenceMax()) >= 0;
    return (isLate || isSilent) && tone.isZero() ? judged(Verdict.UNKNOWN) : this;
  }

  private Answerer judged(Verdict who) {
    return with(Optional.of(who), ready, beep);
  }

  /// Some machines do not beep: after their words there is a long silence.
  private Answerer waiting() {
    var silence = settings.pause().multipliedBy(3);
    boolean isSilent = tone.isZero() && now.minus(last).compareTo(silence) >= 0;
    return ready.isEmpty() && isSilent ? with(verdict, Optional.of(now), beep) : this;
  }
}
